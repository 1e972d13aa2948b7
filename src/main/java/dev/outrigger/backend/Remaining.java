package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The candidates of a plan that have not been asked yet, best first; what a failure tells may change who is next. */
final class Remaining {
    private final List<ModelProfile> candidates;
    private final Optional<ModelProfile> asked;

    /** @param asked the model the app named, if it is one of ours */
    Remaining(List<Step> plan, Optional<ModelProfile> asked) {
        this.candidates = new ArrayList<>(plan.stream().map(Step::candidate).toList());
        this.asked = asked;
    }

    boolean isEmpty() {
        return candidates.isEmpty();
    }

    /** Takes the next one out. */
    ModelProfile next() {
        return candidates.removeFirst();
    }

    /** Takes into account how an attempt failed. */
    void failed(ModelProfile model, Failure failure) {
        switch (failure) {
            case Failure.TooLong _ -> candidates.removeIf(other -> !mayBeRoomier(other, model));
            case Failure.Untranslatable _ -> moveAskedFirst();
            default -> {}
        }
    }

    private static boolean mayBeRoomier(ModelProfile other, ModelProfile full) {
        return other.window().isEmpty()
                || full.window().isEmpty()
                || other.window().getAsInt() > full.window().getAsInt();
    }

    /** What the app wrote was meant for it. */
    private void moveAskedFirst() {
        asked.filter(candidates::remove).ifPresent(candidates::addFirst);
    }
}
