package dev.outrigger.backend;

import dev.outrigger.backend.Breaker.Pass;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.ModelName;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Step;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
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
    private final Candidates candidates;
    private final Retries retries;
    private final Clocks clocks;
    private final Onward onward;
    private final Hedge hedge;
    private final Attempts attempts;
    private final Promise<Answer> answer = Promise.promise();
    private final Promise<Verdict> verdict = Promise.promise();
    private @Nullable AttemptLog asking;
    private @Nullable Failure refusal;
    private @Nullable Answer committed;
    private @Nullable Resumption resumption;

    Dispatch(Dispatcher dispatcher, Order order, long start) {
        this.dispatcher = dispatcher;
        this.order = order;
        this.start = start;
        this.candidates = new Candidates(dispatcher, order);
        this.retries = new Retries(order.decision().conduct().patience(), dispatcher.jitter());
        this.clocks = new Clocks(dispatcher.timer(), this::now);
        this.onward = new Onward(candidates, retries, clocks, this::now);
        this.attempts = new Attempts(this::now);
        this.hedge = new Hedge(dispatcher, order, candidates);
    }

    /** Completes at the commit point; fails with a {@link FailureException} when no candidate answered. */
    public Future<Answer> answer() {
        return answer.future();
    }

    /** Completes when the answer is whole, or has failed, or the app has left. Never fails. */
    public Future<Verdict> verdict() {
        return verdict.future();
    }

    /** The attempts that have ended, in the order they began; complete when {@link #verdict()} is. */
    public List<Attempt> attempts() {
        return attempts.ended();
    }

    /** How many attempts have begun. */
    public int begun() {
        return attempts.begun();
    }

    /** The model that is being asked, or that answers, by its backend's name for it; absent before the first attempt. */
    public Optional<ModelName> serving() {
        return Optional.ofNullable(asking).map(AttemptLog::name);
    }

    /** The app has left: upstream is reset and generation stops, now. */
    public void cancel() {
        stop(new Failure.Cancelled("the app left"));
    }

    void begin(Duration left) {
        clocks.begin(left, SdkTimeout.ofFirstByte(order.headers()), this::stop);
        onward.begin(this::ask, told -> end(told.orElseGet(() -> Nobody.of(order.decision()))));
    }

    private void ask(Candidates.Next next) {
        Attempt.Cause cause = attempts.cause(next.profile(), resumption != null);
        if (cause != Attempt.Cause.RETRY) dispatcher.budget(next.profile()).asked();
        attempt(next, cause);
    }

    /** It takes long to begin: another one is asked as well. */
    private void hedge(Trial slow) {
        if (mayBegin()) hedge.beside(slow.log().profile()).ifPresent(next -> attempt(next, Attempt.Cause.HEDGE));
    }

    private void attempt(Candidates.Next next, Attempt.Cause cause) {
        ModelProfile model = next.profile();
        AttemptLog log = dispatcher.log(attempts.begun() + 1, cause, model, now());
        asking = log;
        Trial trial = new Trial(log, next.availability(), next.pass());
        Order told = resumption == null ? order : resumption.order(model);
        Run run = trial.run(() -> candidates.call(told, model));
        attempts.begin(trial, run);
        arm(trial, model);
        run.answer().onComplete(result -> {
            if (!attempts.isUnderWay(trial)) return;
            if (result.succeeded()) commit(result.result(), trial);
            else failed(FailureException.of(result.cause()), trial);
        });
    }

    private void arm(Trial trial, ModelProfile model) {
        // One beside it would not be asked after a clock ran out: it has no share.
        next(other -> !other.backend().equals(model.backend()), clocks.left().dividedBy(2))
                .map(this::reserve)
                .ifPresent(reserve -> attempts.arm(trial, clocks.share(reserve, () -> late(trial))));
        if (resumption == null)
            hedge.headStart(model).ifPresent(wait -> attempts.arm(trial, clocks.after(wait, () -> hedge(trial))));
    }

    private Duration reserve(ModelProfile other) {
        return dispatcher.reserve(other, order.request().stream(), clocks.left());
    }

    /** Whom the exchange may still go on to, if an attempt fails. */
    private Optional<ModelProfile> next(Predicate<ModelProfile> isMeant, Duration within) {
        return mayBegin() ? candidates.after(isMeant, within) : Optional.empty();
    }

    private boolean mayBegin() {
        return attempts.begun() < dispatcher.attempts();
    }

    /** What is left of the deadline belongs to the next candidate. */
    private void late(Trial trial) {
        attempts.cancel(trial);
        failed(trial.late(), trial);
    }

    private void commit(Answer opened, Trial trial) {
        trial.log().opened(now(), opened);
        Optional<Failure> refused = order.refusal(opened);
        if (refused.isPresent() && next(other -> true, Duration.ZERO).isPresent()) {
            attempts.cancel(trial);
            failed(refused.get(), trial);
            return;
        }
        attempts.disarm(trial);
        asking = trial.log();
        for (Trial other : attempts.underWay()) if (!other.equals(trial)) outrun(other, opened);
        try {
            if (resumption != null) resumption.goOn(opened);
            else open(opened);
        } finally {
            // Whatever the reader makes of the answer, it is accounted for.
            opened.frames().completed().onComplete(result -> {
                if (attempts.isUnderWay(trial)) completed(result, trial);
            });
        }
    }

    private void outrun(Trial trial, Answer opened) {
        trial.log().outrun(now(), opened.stream());
        drop(trial, new Verdict.Cancelled());
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
        attempts.end(trial, how);
        boolean broke = result.failed() && !(how instanceof Verdict.Cancelled);
        if (!broke || resumption == null || !resumption.isPossible()) close(how);
    }

    /** All of what broke off has gone to the app: the same model is asked again, or else the next. */
    @Override
    public void cut(Failure failure) {
        Resumption broken = Objects.requireNonNull(resumption);
        if (!broken.mayFollow(failure) || !mayBegin()) {
            giveUp();
            return;
        }
        ModelProfile model = Objects.requireNonNull(asking).profile();
        candidates.failed(model, failure);
        Availability availability = dispatcher.availability(model.name());
        Pass pass = broken.mayAskAgain(dispatcher.budget(model), candidates.drafts())
                ? availability.tryPass()
                : Pass.DENIED;
        if (pass == Pass.DENIED) resumeElsewhere();
        else attempt(new Candidates.Next(model, availability, pass), Attempt.Cause.RESUME);
    }

    @Override
    public void differs() {
        Failure diverged = new Failure.Diverged("it says something else than the app has already");
        attempts.underWay().forEach(trial -> drop(trial, new Verdict.Failed(diverged)));
        resumeElsewhere();
    }

    private void resumeElsewhere() {
        if (mayBegin()) goOn(this::giveUp);
        else giveUp();
    }

    private void giveUp() {
        close(Verdict.of(Objects.requireNonNull(resumption).giveUp()));
    }

    private void failed(Failure failure, Trial trial) {
        ModelProfile model = trial.log().profile();
        dispatcher.blame(trial, failure);
        candidates.failed(model, failure);
        Optional<ModelProfile> next =
                next(other -> true, order.decision().conduct().patience());
        attempts.end(trial, Verdict.of(failure));
        if (resumption != null) {
            resumeElsewhere();
            return;
        }
        if (!order.mayMoveOn(failure)) refusal = failure;
        // The other one goes on alone, and may answer even so.
        if (!attempts.underWay().isEmpty()) return;
        if (refusal != null || !mayBegin()) {
            end(refusal == null ? failure : refusal);
            return;
        }
        Optional<Step.Relation> elsewhere = next.map(other -> candidates.relation(model, other));
        Duration left = clocks.left().minus(next.map(this::reserve).orElse(Duration.ZERO));
        Optional<Duration> wait = retries.after(new Retries.Failed(trial, failure, now(), elsewhere, left));
        if (wait.isPresent() && dispatcher.budget(model).tryRetry())
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
        List<Run> runs = attempts.runs();
        if (committed != null && (joined == null || joined.isFollowing())) {
            // A late answer ends as a failure the app can read; one that nobody reads is given up.
            if (joined != null) joined.stop(failure);
            else if (failure instanceof Failure.Cancelled) committed.frames().cancel();
            else committed.frames().fail(failure);
            runs.forEach(Run::cancel);
            if (attempts.underWay().isEmpty()) close(Verdict.of(failure));
            return;
        }
        attempts.underWay().forEach(trial -> drop(trial, Verdict.of(failure)));
        if (joined != null) joined.stop(failure);
        end(failure);
    }

    /** Ends an attempt that is no longer wanted; it tells nothing about its model. */
    private void drop(Trial trial, Verdict how) {
        trial.abandoned();
        attempts.cancel(trial);
        attempts.end(trial, how);
    }

    private void end(Failure failure) {
        answer.tryFail(new FailureException(failure));
        close(Verdict.of(failure));
    }

    private void close(Verdict how) {
        clocks.stop();
        onward.leave();
        verdict.tryComplete(how);
    }

    private long now() {
        return dispatcher.nanos() - start;
    }
}
