package dev.outrigger.backend;

import dev.outrigger.backend.Candidates.Next;
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
import org.jspecify.annotations.Nullable;

/** One exchange's way through its plan: attempts in order until one commits. Confined to one event loop. */
public final class Dispatch implements Continuation.Owner, Cascade.Owner, Preludes.Owner {
    private final Dispatcher dispatcher;
    private final Order order;
    private final long start;
    private final Candidates candidates;
    private final Retries retries;
    private final Clocks clocks;
    private final Onward onward;
    private final Hedge hedge;
    private final Attempts attempts;
    private final Allowance allowance;
    private final Continuation continuation;
    private final Cascade cascade;
    private final Preludes preludes;
    private final Promise<Answer> answer = Promise.promise();
    private final Promise<Verdict> verdict = Promise.promise();
    private @Nullable AttemptLog asking;
    private @Nullable Answer committed;

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
        this.allowance = new Allowance(dispatcher, order, candidates, attempts, clocks);
        Errands errands = new Errands(dispatcher, attempts, clocks, this::now);
        this.continuation = new Continuation(dispatcher, order, candidates, attempts, allowance, this);
        this.cascade = new Cascade(dispatcher, candidates, attempts, errands, allowance, this);
        this.preludes = new Preludes(candidates, allowance, errands, dispatcher.remembered());
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
        preludes.begin(this);
    }

    @Override
    public void ask() {
        onward.begin(this::ask, told -> end(told.orElseGet(() -> Nobody.of(order.decision()))));
    }

    private void ask(Next next) {
        Attempt.Cause cause = attempts.cause(next.profile(), continuation.hasBegun());
        if (cause != Attempt.Cause.RETRY) dispatcher.budget(next.profile()).asked();
        attempt(next, cause);
    }

    /** It takes long to begin: another one is asked as well. */
    private void hedge(Trial slow) {
        if (allowance.mayBegin())
            hedge.beside(slow.log().profile()).ifPresent(next -> attempt(next, Attempt.Cause.HEDGE));
    }

    @Override
    public void attempt(Next next, Attempt.Cause cause) {
        ModelProfile model = next.profile();
        AttemptLog log = dispatcher.log(attempts.begun() + 1, cause, model, now());
        asking = log;
        Trial trial = new Trial(log, next.availability(), next.pass());
        Order told = continuation.order(model);
        boolean hasNext = !continuation.hasBegun() && allowance.hasNext();
        Run run = trial.run(() -> cascade.held(candidates.call(told, model), hasNext));
        attempts.begin(trial, run);
        arm(trial, model);
        run.answer().onComplete(result -> {
            if (!attempts.isUnderWay(trial)) return;
            if (result.succeeded()) opened(result.result(), trial);
            else failed(FailureException.of(result.cause()), trial);
        });
    }

    private void arm(Trial trial, ModelProfile model) {
        allowance.bound(trial, () -> late(trial));
        if (!continuation.hasBegun())
            hedge.headStart(model).ifPresent(wait -> attempts.arm(trial, clocks.after(wait, () -> hedge(trial))));
    }

    /** What is left of the deadline belongs to the next candidate. */
    private void late(Trial trial) {
        attempts.cancel(trial);
        failed(trial.late(), trial);
    }

    private void opened(Answer opened, Trial trial) {
        trial.log().opened(now(), opened);
        Optional<Failure> refused = order.refusal(opened);
        if (refused.isPresent() && allowance.next(other -> true, Duration.ZERO).isPresent()) {
            attempts.cancel(trial);
            failed(refused.get(), trial);
            return;
        }
        attempts.disarm(trial);
        if (continuation.hasBegun()) commit(opened, trial);
        else cascade.opened(opened, trial);
    }

    @Override
    public void escalate(Next next) {
        dispatcher.budget(next.profile()).asked();
        attempt(next, Attempt.Cause.ESCALATION);
    }

    /** It is the app's from now on. */
    @Override
    public void commit(Answer opened, Trial trial) {
        asking = trial.log();
        cascade.forget();
        for (Trial other : attempts.underWay()) if (!other.equals(trial)) outrun(other, opened);
        try {
            continuation.begun().ifPresentOrElse(begun -> begun.goOn(opened), () -> open(opened));
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
        committed = continuation.begin(opened);
        answer.tryComplete(committed);
    }

    private void completed(AsyncResult<Void> result, Trial trial) {
        Optional<Failure> failure =
                result.succeeded() ? trial.log().refusal() : Optional.of(FailureException.of(result.cause()));
        failure.ifPresentOrElse(why -> dispatcher.blame(trial, why), trial::succeeded);
        Verdict how = failure.map(Verdict::of).orElseGet(Verdict.Answered::new);
        attempts.end(trial, how);
        boolean broke = result.failed() && !(how instanceof Verdict.Cancelled);
        if (!broke || continuation.begun().filter(Resumption::isPossible).isEmpty()) close(how);
    }

    private void failed(Failure failure, Trial trial) {
        ModelProfile model = trial.log().profile();
        dispatcher.blame(trial, failure);
        candidates.failed(model, failure);
        Optional<ModelProfile> next =
                allowance.next(other -> true, order.decision().conduct().patience());
        attempts.end(trial, Verdict.of(failure));
        if (continuation.hasBegun()) {
            continuation.elsewhere();
            return;
        }
        if (!order.mayMoveOn(failure)) allowance.refused(failure);
        // The other one goes on alone, and may answer even so.
        if (!attempts.underWay().isEmpty()) return;
        if (!allowance.mayBegin()) {
            end(allowance.refusal().orElse(failure));
            return;
        }
        Optional<Step.Relation> elsewhere = next.map(other -> candidates.relation(model, other));
        Duration left = clocks.left().minus(next.map(allowance::reserve).orElse(Duration.ZERO));
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

    @Override
    public ModelProfile asked() {
        return Objects.requireNonNull(asking).profile();
    }

    @Override
    public void goOn(Runnable otherwise) {
        onward.go(this::ask, otherwise);
    }

    /**
     * Ends it now: upstream is reset and generation stops. An answer that has begun ends with this failure, unless it is
     * that the app has left. Without effect after the end.
     */
    public void stop(Failure failure) {
        if (verdict.future().isComplete()) return;
        Resumption joined = continuation.begun().orElse(null);
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
    @Override
    public void drop(Trial trial, Verdict how) {
        trial.abandoned();
        attempts.cancel(trial);
        attempts.end(trial, how);
    }

    /** Nobody is asked any more; what was kept is better than nothing. */
    @Override
    public void end(Failure failure) {
        Optional<Heard> kept = cascade.instead(failure);
        if (kept.isPresent()) {
            handOn(kept.get());
            return;
        }
        answer.tryFail(new FailureException(failure));
        close(Verdict.of(failure));
    }

    @Override
    public void handOn(Heard heard) {
        clocks.answering();
        asking = heard.trial().log();
        attempts.redeem(heard.trial());
        committed = heard.handedOn(order.progress(), order.holdings());
        answer.tryComplete(committed);
        close(new Verdict.Answered());
    }

    @Override
    public void close(Verdict how) {
        clocks.stop();
        onward.leave();
        verdict.tryComplete(how);
    }

    private long now() {
        return dispatcher.nanos() - start;
    }
}
