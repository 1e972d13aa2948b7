package dev.outrigger.backend;

import dev.outrigger.backend.Breaker.Pass;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Step;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One exchange's way through its plan: attempts in order until one commits. Confined to one event loop. */
public final class Dispatch implements Seam.Owner {
    private final Dispatcher dispatcher;
    private final Order order;
    private final long start;
    private final Optional<ModelProfile> asked;
    private final Candidates candidates;
    private final Retries retries;
    private final Clocks clocks;
    private final Onward onward;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Promise<Answer> answer = Promise.promise();
    private final Promise<Verdict> verdict = Promise.promise();
    private int begun;
    private @Nullable ModelProfile serving;
    private @Nullable Trial running;
    private @Nullable Run run;
    private @Nullable Answer committed;
    private @Nullable Resumption resumption;

    Dispatch(Dispatcher dispatcher, Order order, long start) {
        this.dispatcher = dispatcher;
        this.order = order;
        this.start = start;
        this.asked = dispatcher.registry().asked(order.request().model());
        this.candidates = new Candidates(dispatcher, order.decision(), asked);
        this.retries = new Retries(order.decision().conduct().patience(), dispatcher.jitter());
        this.clocks = new Clocks(dispatcher.timer(), this::now);
        this.onward = new Onward(candidates, retries, clocks, this::now);
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
        clocks.begin(left, SdkTimeout.ofFirstByte(order.headers()), this::stop);
        candidates.next().or(candidates::leastBad).ifPresentOrElse(this::ask, () -> end(Nobody.of(order.decision())));
    }

    private void ask(Candidates.Next next) {
        Attempt.Cause cause = cause(next.profile());
        if (cause != Attempt.Cause.RETRY) dispatcher.budget(next.profile()).asked();
        attempt(log(cause, next.profile()), next.availability(), next.pass());
    }

    private Attempt.Cause cause(ModelProfile profile) {
        if (attempts.isEmpty()) return Attempt.Cause.INITIAL;
        if (resumption != null) return Attempt.Cause.RESUME;
        boolean again = attempts.stream().anyMatch(made -> made.model().equals(profile.name()));
        return again ? Attempt.Cause.RETRY : Attempt.Cause.FALLBACK;
    }

    private AttemptLog log(Attempt.Cause cause, ModelProfile profile) {
        return new AttemptLog(attempts.size() + 1, cause, dispatcher.backend(profile.backend()), profile, now());
    }

    private void attempt(AttemptLog log, Availability availability, Pass pass) {
        Trial trial = new Trial(log, availability, pass);
        running = trial;
        serving = log.profile();
        // One beside it would not be asked after a clock ran out: it has no share.
        next(
                        other -> !other.backend().equals(log.profile().backend()),
                        clocks.left().dividedBy(2))
                .ifPresent(other -> clocks.share(
                        dispatcher.reserve(other, order.request().stream(), clocks.left()), () -> late(trial)));
        begun++;
        dispatcher.registry().cell(log.profile().name()).ifPresent(log::occupies);
        Run started = trial.run(() -> dispatcher.call(order, log.profile(), Call.Choice.of(log.profile(), asked)));
        run = started;
        started.answer().onComplete(result -> {
            if (!isRunning(trial)) return;
            if (result.succeeded()) commit(result.result(), trial);
            else failed(FailureException.of(result.cause()), trial);
        });
    }

    /** Whom the exchange may still go on to, if an attempt fails. */
    private Optional<ModelProfile> next(Predicate<ModelProfile> isMeant, Duration within) {
        return attempts.size() + 1 >= dispatcher.attempts() ? Optional.empty() : candidates.after(isMeant, within);
    }

    /** What is left of the deadline belongs to the next candidate. */
    private void late(Trial trial) {
        if (!isRunning(trial)) return;
        running = null;
        cancelRun();
        failed(trial.late(), trial);
    }

    private void commit(Answer opened, Trial trial) {
        trial.log().opened(now(), opened);
        Optional<Failure> refusal = order.refusal(opened);
        if (refusal.isPresent() && next(other -> true, Duration.ZERO).isPresent()) {
            cancelRun();
            failed(refusal.get(), trial);
            return;
        }
        clocks.shared();
        try {
            if (resumption != null) resumption.goOn(opened);
            else open(opened);
        } finally {
            // Whatever the reader makes of the answer, it is accounted for.
            opened.frames().completed().onComplete(result -> {
                if (isRunning(trial)) completed(result, trial);
            });
        }
    }

    private void open(Answer opened) {
        clocks.answering();
        resumption = Resumption.of(order, opened, this).orElse(null);
        committed = resumption == null ? opened : resumption.answer();
        if (resumption != null) resumption.begin(opened);
        answer.tryComplete(committed);
    }

    private void completed(AsyncResult<Void> result, Trial trial) {
        Optional<Failure> failure =
                result.succeeded() ? trial.log().refusal() : Optional.of(FailureException.of(result.cause()));
        failure.ifPresentOrElse(why -> dispatcher.blame(trial, why), trial::succeeded);
        Verdict how = failure.map(Verdict::of).orElseGet(Verdict.Answered::new);
        record(trial.log(), how);
        boolean broke = result.failed() && !(how instanceof Verdict.Cancelled);
        if (!broke || resumption == null || !resumption.isPossible()) close(how);
    }

    /** All of what broke off has gone to the app: the same model is asked again, or else the next. */
    @Override
    public void cut(Failure failure) {
        Resumption broken = Objects.requireNonNull(resumption);
        if (!broken.mayFollow(failure) || attempts.size() >= dispatcher.attempts()) {
            giveUp();
            return;
        }
        ModelProfile model = Objects.requireNonNull(serving);
        candidates.failed(model, failure);
        Availability availability = dispatcher.availability(model.name());
        Pass pass = broken.mayAskAgain(dispatcher.budget(model)) ? availability.tryPass() : Pass.DENIED;
        if (pass == Pass.DENIED) resumeElsewhere();
        else attempt(log(Attempt.Cause.RESUME, model), availability, pass);
    }

    @Override
    public void differs() {
        Trial trial = Objects.requireNonNull(running);
        trial.abandoned();
        record(
                trial.log(),
                new Verdict.Failed(new Failure.Diverged("it says something else than the app has already")));
        cancelRun();
        resumeElsewhere();
    }

    private void resumeElsewhere() {
        if (attempts.size() >= dispatcher.attempts()) giveUp();
        else goOn(this::giveUp);
    }

    private void giveUp() {
        close(Verdict.of(Objects.requireNonNull(resumption).giveUp()));
    }

    private void failed(Failure failure, Trial trial) {
        clocks.shared();
        AttemptLog log = trial.log();
        dispatcher.blame(trial, failure);
        candidates.failed(log.profile(), failure);
        Optional<ModelProfile> next =
                next(other -> true, order.decision().conduct().patience());
        record(log, Verdict.of(failure));
        if (resumption != null) {
            resumeElsewhere();
            return;
        }
        if (!order.mayMoveOn(failure) || attempts.size() >= dispatcher.attempts()) {
            end(failure);
            return;
        }
        Optional<Step.Relation> elsewhere = next.map(other -> candidates.relation(log.profile(), other));
        Optional<Duration> wait = retries.after(new Retries.Failed(trial, failure, now(), elsewhere, clocks.left()));
        if (wait.isPresent() && dispatcher.budget(log.profile()).tryRetry())
            clocks.pause(wait.get(), () -> again(trial, failure));
        else goOn(() -> end(failure));
    }

    /** Unless it has come to rest meanwhile: what others learned of it holds for this exchange too. */
    private void again(Trial trial, Failure failure) {
        candidates.putBack(trial.log().profile());
        goOn(() -> end(failure));
    }

    private void goOn(Runnable otherwise) {
        onward.go(this::ask, otherwise);
    }

    /**
     * Ends it now: upstream is reset and generation stops. An answer that has begun ends with this failure, unless it is
     * that the app has left. Without effect after the end.
     */
    public void stop(Failure failure) {
        if (verdict.future().isComplete()) return;
        Resumption joined = resumption;
        if (committed != null && (joined == null || joined.isFollowing())) {
            // A late answer ends as a failure the app can read; one that nobody reads is given up.
            if (joined != null) joined.stop(failure);
            else if (failure instanceof Failure.Cancelled) committed.frames().cancel();
            else committed.frames().fail(failure);
            cancelRun();
            if (running == null) close(Verdict.of(failure));
            return;
        }
        Trial trial = running;
        if (trial != null) {
            record(trial.log(), Verdict.of(failure));
            trial.abandoned();
        }
        cancelRun();
        if (joined != null) joined.stop(failure);
        end(failure);
    }

    private void cancelRun() {
        if (run != null) run.cancel();
    }

    private void end(Failure failure) {
        answer.tryFail(new FailureException(failure));
        close(Verdict.of(failure));
    }

    private void close(Verdict how) {
        clocks.stop();
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
