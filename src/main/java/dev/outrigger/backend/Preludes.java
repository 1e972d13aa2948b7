package dev.outrigger.backend;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.route.Step;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What is done before the candidates of a plan are asked in their order: a judge chooses who is first, or several are
 * asked at once. One exchange's; confined to its event loop.
 */
final class Preludes {
    private final Order order;
    private final Candidates candidates;
    private final Allowance allowance;
    private final Selector selector;
    private final Ensemble ensemble;
    private final Queue<Step> open = new ArrayDeque<>();

    Preludes(Candidates candidates, Allowance allowance, Errands errands, Remembered remembered) {
        this.order = candidates.order();
        this.candidates = candidates;
        this.allowance = allowance;
        this.selector = new Selector(order, errands, remembered);
        this.ensemble = new Ensemble(order, errands);
        for (Step step : order.decision().plan()) if (!(step instanceof Step.Ask)) open.add(step);
    }

    /** How it comes out: exactly one of them, or none when the exchange ends before. */
    interface Owner {
        /** Now the candidates are asked. */
        void ask();

        /** There is an answer. */
        void handOn(Heard heard);

        /** Nobody is asked any more, because of this. */
        void end(Failure failure);
    }

    /** Does them, one after the other. */
    void begin(Owner owner) {
        Step next = open.poll();
        boolean isLast = !allowance.hasNext();
        if (next == null || isLast || !(order.request() instanceof Inbound chat) || candidates.isInLoop()) {
            owner.ask();
            return;
        }
        ChatRequest request = chat.request();
        switch (next) {
            case Step.AskJudge judge ->
                selector.choose(judge, request).onSuccess(chosen -> {
                    chosen.ifPresent(candidates::first);
                    begin(owner);
                });
            case Step.FanOut fanOut -> fan(fanOut, owner);
            case Step.Ask ask -> throw new IllegalStateException("an ask is no prelude");
        }
    }

    private void fan(Step.FanOut step, Owner owner) {
        step.members().forEach(candidates::without);
        answer(step).onSuccess(owner::handOn).onFailure(thrown -> {
            Failure failure = FailureException.of(thrown);
            boolean hasOthers = allowance.mayBegin() && candidates.rest().isPresent();
            if (order.mayMoveOn(failure) && hasOthers) begin(owner);
            else owner.end(failure);
        });
    }

    /** It may be that it cannot be said as its destination has it. */
    private Future<Heard> answer(Step.FanOut step) {
        try {
            Order told = candidates.followed();
            return told.request() instanceof Inbound chat
                    ? ensemble.answer(step, told, chat.request())
                    : Future.failedFuture("it is no chat");
        } catch (FailureException unsayable) {
            return Future.failedFuture(unsayable);
        }
    }
}
