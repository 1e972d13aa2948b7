package dev.outrigger.backend;

import dev.outrigger.analyze.Timer;
import dev.outrigger.backend.Breaker.Pass;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One exchange's way through its plan: attempts in order until one commits. Confined to one event loop. */
public final class Dispatch {
    private final Dispatcher dispatcher;
    private final Order order;
    private final long start;
    private final Optional<ModelProfile> asked;
    private final Remaining remaining;
    private final Retries retries;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Promise<Answer> answer = Promise.promise();
    private final Promise<Verdict> verdict = Promise.promise();
    private int begun;
    private @Nullable ModelProfile serving;
    private @Nullable Trial running;
    private @Nullable Run run;
    private @Nullable Answer committed;
    private long deadline;
    private Timer.Alarm alarm = () -> {};
    private Timer.Alarm share = () -> {};
    private Timer.Alarm pause = () -> {};

    Dispatch(Dispatcher dispatcher, Order order, long start) {
        this.dispatcher = dispatcher;
        this.order = order;
        this.start = start;
        this.asked = dispatcher.registry().asked(order.request().model());
        this.remaining = new Remaining(order.decision().plan(), asked);
        this.retries = new Retries(order.decision().conduct().patience(), dispatcher.jitter());
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
        deadline = now() + left.toNanos();
        alarm = dispatcher
                .timer()
                .after(left, () -> stop(new Failure.TimedOut(Failure.Clock.DEADLINE, "the deadline passed")));
        if (remaining.isEmpty()) end(Nobody.of(order.decision()));
        else step(Attempt.Cause.INITIAL);
    }

    private void step(Attempt.Cause cause) {
        ModelProfile profile = remaining.next();
        Backend backend = dispatcher.backend(profile.backend());
        Availability availability = dispatcher.availability(profile.name());
        Pass pass = availability.tryPass();
        // The last one left is tried even so: a router must not refuse all because its view is stale.
        if (pass == Pass.DENIED && !remaining.isEmpty()) {
            step(cause);
            return;
        }
        dispatcher.budget(profile).asked();
        attempt(log(cause, backend, profile), availability, pass);
    }

    private AttemptLog log(Attempt.Cause cause, Backend backend, ModelProfile profile) {
        return new AttemptLog(attempts.size() + 1, cause, backend, profile, now());
    }

    private void attempt(AttemptLog log, Availability availability, Pass pass) {
        Trial trial = new Trial(log, availability, pass);
        running = trial;
        serving = log.profile();
        // One beside it would not be asked after a clock ran out: it has no share.
        next(other -> !other.backend().equals(log.profile().backend()))
                .ifPresent(other -> share = dispatcher.timer().after(share(other), () -> late(trial)));
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
            return log.backend()
                    .attempt(order.call(log.profile(), Call.Choice.of(log.profile(), asked), dispatcher.losses()));
        } catch (RuntimeException fault) {
            return new Running(Future.failedFuture(fault), () -> {});
        }
    }

    /** Whom the exchange may still go on to, if an attempt fails. */
    private Optional<ModelProfile> next(Predicate<ModelProfile> isMeant) {
        if (attempts.size() + 1 >= dispatcher.attempts()) return Optional.empty();
        return remaining.peek(
                isMeant, profile -> dispatcher.availability(profile.name()).health() instanceof Health.Ready);
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - now()));
    }

    private Duration share(ModelProfile other) {
        OptionalDouble p95 =
                dispatcher.registry().cell(other.name()).orElseThrow().p95(order.request().stream());
        return left().minus(Reserve.of(left(), p95));
    }

    /** What is left of the deadline belongs to the next candidate. */
    private void late(Trial trial) {
        if (committed != null || !isRunning(trial)) return;
        running = null;
        cancelRun();
        failed(
                new Failure.TimedOut(
                        Failure.Clock.SHARE,
                        "backend " + trial.log().backend().name() + " did not answer in its share of the deadline"),
                trial);
    }

    private void commit(Answer opened, Trial trial) {
        share.cancel();
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
            trial.succeeded();
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
        share.cancel();
        AttemptLog log = trial.log();
        blame(trial, failure);
        Optional<ModelProfile> next = asNext(log.profile(), failure);
        record(log, ended(failure));
        boolean more = attempts.size() < dispatcher.attempts();
        if (!failure.mayMoveOn() || !more) {
            end(failure);
            return;
        }
        Move move = retries.after(new Retries.Failed(
                log,
                failure,
                Duration.ofNanos(now() - log.start()),
                now(),
                Duration.ofNanos(trial.availability().coolDown().restNanos()),
                next.map(other -> remaining.relation(log.profile(), other)),
                left()));
        if (move instanceof Move.Again(Duration wait)
                && dispatcher.budget(log.profile()).tryRetry())
            pause = dispatcher.timer().after(wait, () -> again(trial, failure));
        else goOn(failure);
    }

    private Optional<ModelProfile> asNext(ModelProfile model, Failure failure) {
        remaining.failed(model, failure);
        return next(other -> true);
    }

    /** Unless it has come to rest meanwhile: what others learned of it holds for this exchange too. */
    private void again(Trial trial, Failure failure) {
        AttemptLog log = trial.log();
        Pass pass = trial.availability().tryPass();
        if (pass == Pass.DENIED) goOn(failure);
        else attempt(log(Attempt.Cause.RETRY, log.backend(), log.profile()), trial.availability(), pass);
    }

    private void goOn(Failure failure) {
        if (remaining.isEmpty()) end(failure);
        else step(Attempt.Cause.FALLBACK);
    }

    private void blame(Trial trial, Failure failure) {
        trial.failed(failure);
        if (failure instanceof Failure.Unauthorized refusal)
            dispatcher.rest(trial.log().profile(), refusal);
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
            trial.abandoned();
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
        share.cancel();
        pause.cancel();
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
}
