package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The candidates that have not been asked yet, best first, those that rested when it was decided behind the plan's; what
 * a failure tells may change who is next.
 */
final class Remaining {
    private final List<? extends Step.Ask> order;
    private final List<ModelProfile> candidates;
    private final List<ModelProfile> view;
    private final Optional<ModelProfile> asked;
    private final Function<ModelProfile, OptionalInt> windows;

    /**
     * @param order the plan's steps, and then the resting ones
     * @param asked the model the app named, if it is one of ours
     * @param windows what is known of them now
     */
    Remaining(
            List<? extends Step.Ask> order, Optional<ModelProfile> asked, Function<ModelProfile, OptionalInt> windows) {
        this.order = order;
        this.candidates = new ArrayList<>(order.size());
        for (Step.Ask step : order) candidates.add(step.candidate());
        this.view = Collections.unmodifiableList(candidates);
        this.asked = asked;
        this.windows = windows;
    }

    /** A view: who goes through it stops when one was taken out. */
    List<ModelProfile> candidates() {
        return view;
    }

    /** It is asked now. */
    void remove(ModelProfile candidate) {
        candidates.remove(candidate);
    }

    /** It may be asked again, before all others. */
    void putBack(ModelProfile candidate) {
        candidates.addFirst(candidate);
    }

    /** It is asked before all others, if it is still to be asked. */
    void first(String model) {
        candidates.stream()
                .filter(profile -> profile.name().equals(model))
                .findFirst()
                .ifPresent(profile -> {
                    candidates.remove(profile);
                    candidates.addFirst(profile);
                });
    }

    /** What this candidate is to another that stands before it in the plan: the least that any step between is. */
    Step.Relation relation(ModelProfile before, ModelProfile next) {
        Step.Relation least = Step.Relation.REPLICA;
        boolean between = false;
        for (Step.Ask step : order) {
            if (between) least = lesser(least, step.relation());
            if (between && step.candidate().equals(next)) return least;
            between |= step.candidate().equals(before);
        }
        return Step.Relation.OTHER;
    }

    private static Step.Relation lesser(Step.Relation a, Step.Relation b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** Takes into account how an attempt failed. */
    void failed(ModelProfile model, Failure failure) {
        switch (failure) {
            case Failure.TooLong _ -> candidates.removeIf(other -> !mayBeRoomier(other, model));
            case Failure.Untranslatable _ -> moveAskedFirst();
            // Its other models would keep the app waiting as long, or refuse the same key.
            case Failure.TimedOut _, Failure.Unauthorized _ -> candidates.removeIf(other -> isBeside(other, model));
            default -> {}
        }
    }

    private static boolean isBeside(ModelProfile other, ModelProfile model) {
        return other.backend().equals(model.backend());
    }

    private boolean mayBeRoomier(ModelProfile other, ModelProfile full) {
        OptionalInt room = windows.apply(other);
        OptionalInt filled = windows.apply(full);
        return room.isEmpty() || filled.isEmpty() || room.getAsInt() > filled.getAsInt();
    }

    /** What the app wrote was meant for it. */
    private void moveAskedFirst() {
        asked.filter(candidates::remove).ifPresent(candidates::addFirst);
    }
}
