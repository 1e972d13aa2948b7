package dev.outrigger.backend;

import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite.Reasoning;
import dev.outrigger.dialect.ToolLoop;
import dev.outrigger.registry.Cell;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Registry;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The loop of tool calls that a request goes on with, if it does. While one is open the same weights elsewhere come before
 * any other model, no other is asked beside a slow one, and one that is asked all the same is not shown what was thought:
 * that belongs to the model which made the calls. That is taken to be the one that the app named, or else the one that is
 * remembered to have answered the conversation, or else the one that is asked first. One exchange's; confined to its event
 * loop.
 */
final class CallLoop {
    private final boolean open;
    private final Registry registry;
    private Optional<ModelProfile> maker;

    /** @param asked the model the app named, if it is one of ours */
    CallLoop(Order order, Registry registry, Optional<ModelProfile> asked) {
        this.open = order.request() instanceof Inbound chat
                && ToolLoop.isOpen(chat.request().messages());
        this.registry = registry;
        this.maker = asked.filter(named -> order.decision().reason() == Decision.Reason.NAMED)
                .or(() -> order.occasion()
                        .pin()
                        .flatMap(pin -> registry.cell(pin.model()))
                        .map(Cell::profile));
    }

    boolean isOpen() {
        return open;
    }

    /** In this order they are asked: while a loop is open each before any other model with its replicas behind it. */
    List<Step.Ask> ordered(List<Step.Ask> steps) {
        if (!open) return steps;
        List<Step.Ask> ordered = new ArrayList<>();
        for (Step.Ask step : steps) {
            // Of those that have no replica, which are most, nothing has to be looked for.
            int last = registry.isReplica(step.candidate()) ? ordered.size() : 0;
            while (last > 0 && !isSame(ordered.get(last - 1).candidate(), step.candidate())) last--;
            ordered.add(last == 0 ? ordered.size() : last, step);
        }
        return ordered;
    }

    /** Whether this one may be asked beside another. */
    boolean mayBeBeside(ModelProfile slow, ModelProfile other) {
        return !open || isSame(slow, other);
    }

    /** What another is to one that failed, while a loop is open: however good it is, its thoughts are others. */
    Optional<Step.Relation> relation(ModelProfile failed, ModelProfile other) {
        if (!open) return Optional.empty();
        return Optional.of(isSame(failed, other) ? Step.Relation.REPLICA : Step.Relation.OTHER);
    }

    /** What becomes of what was thought before, as this model is asked now. */
    Reasoning reasoning(ModelProfile model) {
        if (maker.isEmpty()) maker = Optional.of(model);
        return !open || isSame(maker.get(), model) ? Reasoning.KEPT : Reasoning.LEFT_OUT;
    }

    private boolean isSame(ModelProfile one, ModelProfile other) {
        return one.equals(other) || registry.areReplicas(one, other);
    }
}
