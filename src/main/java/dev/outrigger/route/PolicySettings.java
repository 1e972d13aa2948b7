package dev.outrigger.route;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import java.util.List;
import java.util.Optional;

/** One entry of the section {@code policies}. */
@Doc("A named recipe that chooses a model.")
public record PolicySettings(
        @Doc("What the stage score weighs.") @Default("{}") Objective objective,
        @Doc("The model that savings are counted against.") Optional<String> baseline,

        @Doc("Steps, in order; filters by capability, window and health are always there.") @Default("[{score: {}}]")
        List<StageSettings> stages) {
    public PolicySettings {
        stages = List.copyOf(stages);
    }
}
