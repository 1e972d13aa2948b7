package dev.outrigger.backend;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Timer.Alarm;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Frame;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.LeftOut;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.Cell;
import dev.outrigger.registry.Headroom;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Placement;
import dev.outrigger.route.HoldSettings;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of the model that an order's plan asks first, for an answer that no app gets. It is no part of an exchange: it
 * costs none of its attempts, and tells nothing to breakers, cool-downs or what is known of the model's speed, so that no
 * decision depends on it. Who may be told the request, whose key is shown and which headers cross is as for any call.
 * Confined to one event loop.
 */
public final class ShadowCall {
    /** A server that has room for fewer requests than these, or for the tokens of fewer such ones, is left to the apps. */
    static final long LEAST_REQUESTS = 10;

    private final Dispatcher dispatcher;
    private final Trial trial;
    private final long start;
    private final Promise<Told> told = Promise.promise();
    private @Nullable Run run;
    private @Nullable Alarm alarm;

    private ShadowCall(Dispatcher dispatcher, Trial trial, long start) {
        this.dispatcher = dispatcher;
        this.trial = trial;
        this.start = start;
    }

    /**
     * How it ended.
     *
     * @param frames of its answer; none where it failed
     */
    public record Told(Attempt attempt, List<Frame> frames) {
        public Told {
            frames = List.copyOf(frames);
        }

        /** Nothing of what it says. */
        @Override
        public String toString() {
            return "Told[" + attempt.model() + ", " + frames.size() + " frames]";
        }
    }

    /**
     * Why this one is not asked now; absent where it may be.
     *
     * @param tokens of the request, as estimated
     * @param others that answer likewise now
     */
    static Optional<LeftOut> bar(Cell cell, Clearance clearance, long tokens, int others) {
        ModelState state = cell.state();
        if (cell.profile().handoff()) return Optional.of(LeftOut.PERSON);
        // The decision has seen to it; what a shadow sends has no second chance.
        if (!clearance.permits(cell.profile().trusted())) return Optional.of(LeftOut.PRIVATE);
        if (!(state.health() instanceof Health.Ready)) return Optional.of(LeftOut.RESTING);
        Headroom headroom = state.figures().headroom();
        boolean isShort = headroom.requests().orElse(Long.MAX_VALUE) < LEAST_REQUESTS
                || headroom.tokens().orElse(Long.MAX_VALUE) < tokens * LEAST_REQUESTS;
        boolean isAtWork = cell.profile().placement() == Placement.LOCAL && state.inFlight() + others > 0;
        return isShort || isAtWork ? Optional.of(LeftOut.BUSY) : Optional.empty();
    }

    /** Begins it, now, on the calling context. Completes when it has ended, however; never fails. */
    static Future<Told> begin(Dispatcher dispatcher, Cell cell, Order order, long start, Duration within) {
        AttemptLog log = new AttemptLog(
                1,
                Attempt.Cause.SHADOW,
                dispatcher.backend(cell.profile().backend()),
                cell.profile(),
                dispatcher.nanos() - start);
        Availability availability = dispatcher.availability(cell.profile().name());
        ShadowCall call = new ShadowCall(dispatcher, new Trial(log, availability, Breaker.Pass.FREE), start);
        call.begin(order, within);
        return call.told.future();
    }

    private void begin(Order order, Duration within) {
        Order until = order.until(dispatcher.nanos() + within.toNanos());
        Candidates candidates = new Candidates(dispatcher, until);
        Run begun =
                trial.run(() -> candidates.call(until, trial.log().profile()).holding(HoldSettings.NONE));
        run = begun;
        alarm = dispatcher.timer().after(within, this::late);
        begun.answer().onComplete(result -> opened(result, until));
    }

    private void late() {
        ended(new Failure.TimedOut(Failure.Clock.DEADLINE, "it did not answer within rollout.shadow.deadline"));
    }

    private void opened(AsyncResult<Answer> result, Order order) {
        if (told.future().isComplete()) return;
        if (result.failed()) {
            ended(FailureException.of(result.cause()));
            return;
        }
        trial.log().opened(now(), result.result());
        Gathering.of(trial, result.result(), order.holdings()).onComplete(whole -> {
            if (whole.failed()) ended(FailureException.of(whole.cause()));
            else heard(whole.result());
        });
    }

    private void heard(Heard whole) {
        Optional<Failure> refusal = trial.log().refusal();
        if (refusal.isPresent()) ended(refusal.get());
        else end(new Verdict.Heard(), whole.frames());
        whole.letGo();
    }

    private void ended(Failure failure) {
        if (told.future().isComplete()) return;
        // Before its end is told, so that what comes of it is heard by nobody.
        end(Verdict.of(failure), List.of());
        if (run != null) run.cancel();
    }

    private void end(Verdict how, List<Frame> frames) {
        if (alarm != null) alarm.cancel();
        told.tryComplete(new Told(trial.log().end(now(), how), frames));
    }

    private long now() {
        return dispatcher.nanos() - start;
    }
}
