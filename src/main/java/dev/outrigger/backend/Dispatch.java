package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One exchange's way through its plan: attempts in order until one commits. Confined to one event loop. */
public final class Dispatch {
    private final Dispatcher dispatcher;
    private final Order order;
    private final long start;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Promise<Answer> answer = Promise.promise();
    private final Promise<Verdict> verdict = Promise.promise();
    private int next;
    private int begun;
    private @Nullable ModelProfile serving;
    private @Nullable AttemptLog running;
    private @Nullable Run run;
    private @Nullable Answer committed;
    private Runnable disarm = () -> {};

    Dispatch(Dispatcher dispatcher, Order order, long start) {
        this.dispatcher = dispatcher;
        this.order = order;
        this.start = start;
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
        disarm = dispatcher.timers().after(left, () -> stop(new Failure.TimedOut("deadline", "the deadline passed")));
        if (order.decision().plan().isEmpty()) end(nobody());
        else step(Attempt.Cause.INITIAL);
    }

    private Failure nobody() {
        StringBuilder message = new StringBuilder("no model may answer this request");
        order.decision()
                .excluded()
                .forEach(left ->
                        message.append("; ").append(left.model()).append(": ").append(left.because()));
        return new Failure.NoCandidate(message.toString());
    }

    private void step(Attempt.Cause cause) {
        List<Step> plan = order.decision().plan();
        ModelProfile profile = plan.get(next++).candidate();
        Availability availability = dispatcher.availability(profile.name());
        // The last one left is tried even so: a router must not refuse all because its view is stale.
        if (!availability.tryPass() && next < plan.size()) step(cause);
        else attempt(profile, availability, cause);
    }

    private void attempt(ModelProfile profile, Availability availability, Attempt.Cause cause) {
        Backend backend = dispatcher.backend(profile.backend());
        AttemptLog log = new AttemptLog(attempts.size() + 1, cause, backend, profile, dispatcher.nanos() - start);
        running = log;
        serving = profile;
        begun++;
        dispatcher.registry().cell(profile.name()).ifPresent(log::occupies);
        Run begun = backend.attempt(order.call(profile));
        run = begun;
        begun.answer().onComplete(result -> {
            if (running != log) return;
            if (result.succeeded()) commit(result.result(), log, availability);
            else failed(FailureException.of(result.cause()), log, availability);
        });
    }

    private void commit(Answer opened, AttemptLog log, Availability availability) {
        committed = opened;
        log.opened(dispatcher.nanos() - start, opened);
        answer.tryComplete(opened);
        opened.frames().completed().onComplete(result -> {
            if (running != log) return;
            if (result.succeeded()) {
                availability.breaker().succeeded();
                close(log, new Verdict.Answered());
            } else {
                Failure failure = FailureException.of(result.cause());
                availability.failed(failure);
                close(log, ended(failure));
            }
        });
    }

    private static Verdict ended(Failure failure) {
        return failure instanceof Failure.Cancelled ? new Verdict.Cancelled() : new Verdict.Failed(failure);
    }

    private void failed(Failure failure, AttemptLog log, Availability availability) {
        availability.failed(failure);
        record(log, ended(failure));
        boolean more = next < order.decision().plan().size() && attempts.size() < dispatcher.attempts();
        if (failure.mayMoveOn() && more) step(Attempt.Cause.FALLBACK);
        else end(failure);
    }

    private void stop(Failure failure) {
        if (verdict.future().isComplete()) return;
        if (committed != null) {
            // A late answer ends as a failure the app can read; one that nobody reads is given up.
            if (failure instanceof Failure.Cancelled) committed.frames().cancel();
            else committed.frames().fail(failure);
            if (run != null) run.cancel();
            return;
        }
        AttemptLog log = running;
        if (log != null) {
            record(log, ended(failure));
            dispatcher.availability(log.model()).breaker().abandoned();
        }
        if (run != null) run.cancel();
        end(failure);
    }

    private void end(Failure failure) {
        disarm.run();
        running = null;
        answer.tryFail(new FailureException(failure));
        verdict.tryComplete(ended(failure));
    }

    private void close(AttemptLog log, Verdict how) {
        disarm.run();
        record(log, how);
        verdict.tryComplete(how);
    }

    private void record(AttemptLog log, Verdict how) {
        running = null;
        attempts.add(log.end(dispatcher.nanos() - start, how));
    }
}
