package dev.outrigger.backend;

import dev.outrigger.backend.Breaker.Pass;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.HoldSettings;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whole calls of models on an exchange's behalf, whose answers are not the app's, or not yet: a judge's word, one of
 * several answers, a sample. Each is an attempt: within the budget and the deadline, let through by the model's breaker,
 * which is told how it ended, accounted, and ended with the exchange. Nothing is asked twice. One exchange's; confined to
 * its event loop.
 */
final class Errands {
    private final Dispatcher dispatcher;
    private final Attempts attempts;
    private final Clocks clocks;
    private final LongSupplier now;

    /** @param now nanoseconds since the exchange's start */
    Errands(Dispatcher dispatcher, Attempts attempts, Clocks clocks, LongSupplier now) {
        this.dispatcher = dispatcher;
        this.attempts = attempts;
        this.clocks = clocks;
        this.now = now;
    }

    /**
     * A call.
     *
     * @param order in which the model is asked this
     * @param within how long it has, but no longer than half of what is left; its lateness is not its model's fault
     */
    record Errand(ModelProfile model, Attempt.Cause cause, Order order, Duration within) {}

    /**
     * Begins it, now. Completes with the whole answer; fails when there is none in time. Neither, when the exchange ends
     * before.
     */
    Future<Heard> send(Errand errand) {
        if (attempts.begun() >= dispatcher.attempts())
            return failed(new Failure.Saturated("limits.attempts of an exchange are made"));
        Availability availability = dispatcher.availability(errand.model().name());
        Pass pass = availability.tryPass();
        if (pass == Pass.DENIED)
            return failed(new Failure.Overloaded(503, "model " + errand.model().name() + " rests", Optional.empty()));
        dispatcher.budget(errand.model()).asked();
        AttemptLog log = dispatcher.log(attempts.begun() + 1, errand.cause(), errand.model(), now.getAsLong());
        Trial trial = new Trial(log, availability, pass);
        Run run = trial.run(() -> call(errand));
        attempts.begin(trial, run);
        Promise<Heard> heard = Promise.promise();
        attempts.arm(trial, clocks.after(least(errand.within()), () -> late(trial, heard)));
        run.answer().onComplete(result -> {
            if (attempts.isUnderWay(trial)) begun(result, trial, errand, heard);
        });
        return heard.future();
    }

    private Call call(Errand errand) {
        // What was made of the app's answer is another request's.
        return dispatcher
                .call(errand.order(), errand.model(), Call.Choice.OURS, Rewrite.Reasoning.KEPT, new Drafts())
                .holding(HoldSettings.NONE);
    }

    /** Whoever is asked next, or answers instead, needs some of the deadline too. */
    private Duration least(Duration within) {
        Duration half = clocks.left().dividedBy(2);
        return within.compareTo(half) < 0 ? within : half;
    }

    private void begun(AsyncResult<Answer> result, Trial trial, Errand errand, Promise<Heard> heard) {
        if (result.failed()) {
            ended(trial, FailureException.of(result.cause()), heard);
            return;
        }
        Answer answer = result.result();
        trial.log().opened(now.getAsLong(), answer);
        Gathering.of(trial, answer, errand.order().holdings()).onComplete(whole -> {
            if (!attempts.isUnderWay(trial)) return;
            if (whole.failed()) ended(trial, FailureException.of(whole.cause()), heard);
            else ended(trial, whole.result(), heard);
        });
    }

    private void ended(Trial trial, Heard whole, Promise<Heard> heard) {
        Optional<Failure> refusal = trial.log().refusal();
        if (refusal.isPresent()) {
            whole.letGo();
            ended(trial, refusal.get(), heard);
            return;
        }
        trial.succeeded();
        attempts.end(trial, new Verdict.Heard());
        heard.complete(whole);
    }

    private void ended(Trial trial, Failure failure, Promise<Heard> heard) {
        dispatcher.blame(trial, failure);
        attempts.cancel(trial);
        attempts.end(trial, Verdict.of(failure));
        heard.fail(new FailureException(failure));
    }

    /** We wait no longer, which tells nothing about the model. */
    private void late(Trial trial, Promise<Heard> heard) {
        Failure late = new Failure.TimedOut(
                Failure.Clock.SHARE,
                "backend " + trial.log().backend().name() + " did not answer in the time there was for it");
        trial.abandoned();
        attempts.cancel(trial);
        attempts.end(trial, Verdict.of(late));
        heard.fail(new FailureException(late));
    }

    private static Future<Heard> failed(Failure failure) {
        return Future.failedFuture(new FailureException(failure));
    }
}
