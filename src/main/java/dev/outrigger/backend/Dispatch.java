package dev.outrigger.backend;

import dev.outrigger.analyze.Timer;
import dev.outrigger.backend.Breaker.Pass;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.HealthFilter;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One exchange's way through its plan: attempts in order until one commits. Confined to one event loop. */
public final class Dispatch {
    private static final Logger LOG = System.getLogger("dev.outrigger");

    private final Dispatcher dispatcher;
    private final Order order;
    private final long start;
    private final Optional<ModelProfile> asked;
    private final Remaining remaining;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Promise<Answer> answer = Promise.promise();
    private final Promise<Verdict> verdict = Promise.promise();
    private int begun;
    private @Nullable ModelProfile serving;
    private @Nullable Trial running;
    private @Nullable Run run;
    private @Nullable Answer committed;
    private Timer.Alarm alarm = () -> {};

    Dispatch(Dispatcher dispatcher, Order order, long start) {
        this.dispatcher = dispatcher;
        this.order = order;
        this.start = start;
        this.asked = dispatcher.registry().asked(order.request().model());
        this.remaining = new Remaining(order.decision().plan(), asked);
    }

    /** Completes at the commit point; fails with a {@link FailureException} when no candidate answered. */
    public Future<Answer> answer() {
        return answer.future();
    }

    /** Completes when the answer is whole, or has failed, or the app has left. Never fails. */
    public Future<Verdict> verdict() {
        return verdict.future();
    }

    /** The attempts that have ended, in order; complete when {@link #verdict()} is. */
    public List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** How many attempts have begun. */
    public int begun() {
        return begun;
    }

    /** The model that is being asked, or that answers; absent before the first attempt. */
    public Optional<ModelProfile> serving() {
        return Optional.ofNullable(serving);
    }

    /** The app has left: upstream is reset and generation stops, now. */
    public void cancel() {
        stop(new Failure.Cancelled("the app left"));
    }

    void begin(Duration left) {
        alarm = dispatcher
                .timer()
                .after(left, () -> stop(new Failure.TimedOut(Failure.Clock.DEADLINE, "the deadline passed")));
        if (remaining.isEmpty()) end(nobody());
        else step(Attempt.Cause.INITIAL);
    }

    private Failure nobody() {
        StringBuilder message = new StringBuilder("no model may answer this request");
        order.decision()
                .excluded()
                .forEach(left ->
                        message.append("; ").append(left.model()).append(": ").append(left.because()));
        // A wait may bring a model back; it gives none an ability it has not.
        boolean waiting = order.decision().excluded().stream()
                .anyMatch(left -> left.stage().equals(HealthFilter.NAME));
        boolean nothing = order.decision().excluded().isEmpty();
        return waiting || nothing
                ? new Failure.NoCandidate(message.toString())
                : new Failure.Rejected(400, message.toString(), Optional.empty());
    }

    private void step(Attempt.Cause cause) {
        ModelProfile profile = remaining.next();
        Backend backend = dispatcher.backend(profile.backend());
        Availability availability = dispatcher.availability(profile.name());
        Pass pass = availability.tryPass();
        // The last one left is tried even so: a router must not refuse all because its view is stale.
        if (pass == Pass.DENIED && !remaining.isEmpty()) step(cause);
        else attempt(new AttemptLog(attempts.size() + 1, cause, backend, profile, now()), availability, pass);
    }

    private void attempt(AttemptLog log, Availability availability, Pass pass) {
        Trial trial = new Trial(log, availability, pass);
        running = trial;
        serving = log.profile();
        begun++;
        dispatcher.registry().cell(log.profile().name()).ifPresent(log::occupies);
        Run started = started(log);
        run = started;
        started.answer().onComplete(result -> {
            if (!isRunning(trial)) return;
            if (result.succeeded()) commit(result.result(), trial);
            else failed(FailureException.of(result.cause()), trial);
        });
    }

    private Run started(AttemptLog log) {
        try {
            return log.backend().attempt(order.call(log.profile(), choice(log.profile()), dispatcher.losses()));
        } catch (RuntimeException fault) {
            return new Running(Future.failedFuture(fault), () -> {});
        }
    }

    private Call.Choice choice(ModelProfile profile) {
        return asked.filter(profile::equals).isPresent() ? Call.Choice.APP : Call.Choice.OURS;
    }

    private void commit(Answer opened, Trial trial) {
        committed = opened;
        trial.log().opened(now(), opened);
        try {
            answer.tryComplete(opened);
        } finally {
            // Whatever the reader makes of the answer, it is accounted for.
            opened.frames().completed().onComplete(result -> {
                if (isRunning(trial)) completed(result, trial);
            });
        }
    }

    private void completed(AsyncResult<Void> result, Trial trial) {
        if (result.succeeded()) {
            trial.availability().succeeded(trial.pass());
            record(trial.log(), new Verdict.Answered());
            close(new Verdict.Answered());
        } else {
            Failure failure = FailureException.of(result.cause());
            blame(trial, failure);
            record(trial.log(), ended(failure));
            close(ended(failure));
        }
    }

    private static Verdict ended(Failure failure) {
        return failure instanceof Failure.Cancelled ? new Verdict.Cancelled() : new Verdict.Failed(failure);
    }

    private void failed(Failure failure, Trial trial) {
        blame(trial, failure);
        record(trial.log(), ended(failure));
        remaining.failed(trial.log().profile(), failure);
        boolean more = !remaining.isEmpty() && attempts.size() < dispatcher.attempts();
        if (failure.mayMoveOn() && more) step(Attempt.Cause.FALLBACK);
        else end(failure);
    }

    /** An operator wants to know once that a model is not asked any more, not at each request that avoids it. */
    private static void blame(Trial trial, Failure failure) {
        boolean rested = trial.availability().health() instanceof Health.Resting;
        trial.availability().failed(trial.pass(), failure);
        if (!rested && trial.availability().health() instanceof Health.Resting resting)
            LOG.log(
                    Level.WARNING,
                    "model {0} of backend {1} rests after {2}: {3}",
                    trial.log().profile().name(),
                    trial.log().backend().name(),
                    failure.label(),
                    resting.detail());
    }

    /**
     * Ends it now: upstream is reset and generation stops. An answer that has begun ends with this failure, unless it is
     * that the app has left. Without effect after the end.
     */
    public void stop(Failure failure) {
        if (verdict.future().isComplete()) return;
        if (committed != null) {
            // A late answer ends as a failure the app can read; one that nobody reads is given up.
            if (failure instanceof Failure.Cancelled) committed.frames().cancel();
            else committed.frames().fail(failure);
            cancelRun();
            return;
        }
        Trial trial = running;
        if (trial != null) {
            record(trial.log(), ended(failure));
            trial.availability().abandoned(trial.pass());
        }
        cancelRun();
        end(failure);
    }

    private void cancelRun() {
        if (run != null) run.cancel();
    }

    private void end(Failure failure) {
        answer.tryFail(new FailureException(failure));
        close(ended(failure));
    }

    private void close(Verdict how) {
        alarm.cancel();
        verdict.tryComplete(how);
    }

    private void record(AttemptLog log, Verdict how) {
        running = null;
        attempts.add(log.end(now(), how));
    }

    private boolean isRunning(Trial trial) {
        return running != null && running.log() == trial.log();
    }

    private long now() {
        return dispatcher.nanos() - start;
    }

    /** The attempt that is under way, and how it was let through. */
    private record Trial(AttemptLog log, Availability availability, Pass pass) {}
}
