package dev.outrigger.backend;

import dev.outrigger.backend.Candidates.Next;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.route.Acceptance;
import dev.outrigger.route.Step;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are handed on only if their model is sure of them. What such a one says is held back as far as its step
 * says; then it is handed on, or another candidate is asked, which is never gone back from. Where nobody else may be asked
 * now, or there is no room to keep it, it is handed on all the same: an answer is better than none. One that was whole
 * when it was not good enough is kept, and handed on where all who were asked after it failed. One exchange's; confined
 * to its event loop.
 */
final class Cascade {
    /** What becomes of a held answer. */
    interface Owner {
        /** It is the app's. */
        void commit(Answer opened, Trial trial);

        /** This one is asked now. */
        void escalate(Next next);

        /** It was not good enough, and nobody is asked instead. */
        void end(Failure why);
    }

    private final Dispatcher dispatcher;
    private final Candidates candidates;
    private final Order order;
    private final Attempts attempts;
    private final Consistency consistency;
    private final Allowance allowance;
    private final Owner owner;
    private @Nullable Heard kept;

    Cascade(
            Dispatcher dispatcher,
            Candidates candidates,
            Attempts attempts,
            Errands errands,
            Allowance allowance,
            Owner owner) {
        this.dispatcher = dispatcher;
        this.candidates = candidates;
        this.order = candidates.order();
        this.attempts = attempts;
        this.consistency = new Consistency(errands);
        this.allowance = allowance;
        this.owner = owner;
    }

    /** The call, with what is held back of its answer where somebody else might be asked. */
    Call held(Call call, boolean hasOthers) {
        return hasOthers
                ? proviso(call.profile().name())
                        .map(step -> call.holding(step.hold()))
                        .orElse(call)
                : call;
    }

    private Optional<Step.TryIf> proviso(String model) {
        return step(order.decision().asks(), model)
                .or(() -> step(order.decision().resting(), model))
                .filter(Step.TryIf.class::isInstance)
                .map(Step.TryIf.class::cast);
    }

    private static Optional<Step.Ask> step(List<? extends Step.Ask> steps, String model) {
        for (Step.Ask step : steps) if (step.candidate().name().equals(model)) return Optional.of(step);
        return Optional.empty();
    }

    /** As much of an answer has come as is held back, or all of it. */
    void opened(Answer opened, Trial trial) {
        Optional<Step.TryIf> step = proviso(trial.log().profile().name());
        if (step.isEmpty()) {
            owner.commit(opened, trial);
            return;
        }
        Acceptance acceptance = step.get().acceptance();
        Optional<String> objection = objection(opened, acceptance);
        if (!allowance.hasOthers(trial)) last(opened, trial, objection);
        else if (objection.isPresent()) doubt(opened, trial, objection.get());
        else sampled(opened, trial, acceptance);
    }

    private void last(Answer opened, Trial trial, Optional<String> objection) {
        owner.commit(objection.isPresent() ? opened.told(Answer.Unsure.LAST) : opened, trial);
    }

    /** What it says of itself, and whether it came to its end. */
    private Optional<String> objection(Answer opened, Acceptance acceptance) {
        Progress progress = opened.frames().progress();
        return cutShort(progress).or(() -> acceptance.objection(progress.certainty()));
    }

    /** A bound of the app's or the destination's own would cut short any other answer too. */
    private Optional<String> cutShort(Progress progress) {
        boolean isBounded = candidates.followed().request() instanceof Inbound chat
                && chat.request().sampling().maxTokens().isPresent();
        return progress.finish()
                .filter(reason -> reason == FinishReason.LENGTH && !isBounded)
                .map(reason -> "it has not come to its end");
    }

    private void sampled(Answer opened, Trial trial, Acceptance acceptance) {
        Order told = candidates.followed();
        boolean isSampled = acceptance.samples() > 0
                && trial.log().isLocal()
                // The last attempt is for who is asked instead.
                && allowance.hasNext()
                && told.request() instanceof Inbound chat
                && chat.request().sampling().choices() == 1;
        if (!isSampled) {
            owner.commit(opened, trial);
            return;
        }
        consistency.objection(trial, opened, told, acceptance).onSuccess(objection -> {
            if (!attempts.isUnderWay(trial)) return;
            if (objection.isEmpty()) owner.commit(opened, trial);
            else if (allowance.hasOthers(trial)) doubt(opened, trial, objection.get());
            else last(opened, trial, objection);
        });
    }

    private void doubt(Answer opened, Trial trial, String because) {
        Failure unsure = new Failure.Unsure("model " + trial.log().profile().name() + ": " + because);
        if (opened.frames().progress().isComplete()) keep(opened, trial, unsure);
        else leave(opened, trial, unsure);
    }

    /** Of a stream that goes on only its beginning is there, so it is left only for somebody who is there. */
    private void leave(Answer opened, Trial trial, Failure unsure) {
        boolean alone = attempts.underWay().size() == 1;
        Optional<Next> next = alone ? allowance.instead() : Optional.empty();
        if (alone && next.isEmpty()) {
            last(opened, trial, Optional.of(unsure.message()));
            return;
        }
        opened.frames().cancel();
        attempts.cancel(trial);
        ended(trial, unsure);
        next.ifPresent(owner::escalate);
    }

    /** All that is still to come of it is its count of tokens. Where it cannot be kept, nobody else is asked. */
    private void keep(Answer opened, Trial trial, Failure unsure) {
        if (!Gathering.fits(opened, order.holdings())) {
            last(opened, trial, Optional.of(unsure.message()));
            return;
        }
        Gathering.of(trial, opened, order.holdings()).onComplete(read -> {
            if (!attempts.isUnderWay(trial)) {
                read.map(Cascade::dropped);
                return;
            }
            if (read.succeeded()) replace(read.result());
            ended(trial, unsure);
            if (!attempts.underWay().isEmpty()) return;
            allowance.instead().ifPresentOrElse(owner::escalate, () -> owner.end(unsure));
        });
    }

    private static Heard dropped(Heard heard) {
        heard.letGo();
        return heard;
    }

    private void replace(Heard heard) {
        forget();
        kept = heard;
    }

    private void ended(Trial trial, Failure unsure) {
        dispatcher.blame(trial, unsure);
        attempts.end(trial, Verdict.of(unsure));
    }

    /** Takes out the answer that is better than this failure; absent where there is none, or the failure has to be told. */
    Optional<Heard> instead(Failure failure) {
        boolean isRefused = failure instanceof Failure.Refused && !order.mayMoveOn(failure);
        boolean isTold = failure instanceof Failure.Cancelled || isRefused;
        if (kept == null || isTold) {
            forget();
            return Optional.empty();
        }
        Heard best = kept;
        kept = null;
        best.answer().told(Answer.Unsure.KEPT);
        return Optional.of(best);
    }

    /** The app has another. */
    void forget() {
        if (kept != null) kept.letGo();
        kept = null;
    }
}
