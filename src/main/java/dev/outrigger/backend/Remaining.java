package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/** The candidates of a plan that have not been asked yet, best first; what a failure tells may change who is next. */
final class Remaining {
    private final List<Step> plan;
    private final List<ModelProfile> candidates;
    private final Optional<ModelProfile> asked;
    private final Function<ModelProfile, OptionalInt> windows;

    /**
     * @param asked the model the app named, if it is one of ours
     * @param windows what is known of them now
     */
    Remaining(List<Step> plan, Optional<ModelProfile> asked, Function<ModelProfile, OptionalInt> windows) {
        this.plan = plan;
        this.candidates = new ArrayList<>(plan.stream().map(Step::candidate).toList());
        this.asked = asked;
        this.windows = windows;
    }

    boolean isEmpty() {
        return candidates.isEmpty();
    }

    /** Takes the next one out. */
    ModelProfile next() {
        return candidates.removeFirst();
    }

    /** The next of those that are meant: the first that is healthy, or else the first. */
    Optional<ModelProfile> peek(Predicate<ModelProfile> isMeant, Predicate<ModelProfile> isHealthy) {
        List<ModelProfile> meant = candidates.stream().filter(isMeant).toList();
        return meant.stream()
                .filter(isHealthy)
                .findFirst()
                .or(() -> meant.stream().findFirst());
    }

    /** What this candidate is to another that stands before it in the plan: the least that any step between is. */
    Step.Relation relation(ModelProfile before, ModelProfile next) {
        Step.Relation least = Step.Relation.REPLICA;
        boolean between = false;
        for (Step step : plan) {
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
