package dev.outrigger.route;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One entry of the section {@code policies}. */
@Doc("A named recipe that chooses a model.")
public record PolicySettings(
        @Doc("What the stage score weighs.") @Default("{}") Objective objective,
        @Doc("The model that savings are counted against.") Optional<String> baseline,

        @Doc("Steps, in order; filters by capability, window and health are always there.") @Default("[{score: {}}]")
        List<StageSettings> stages,

        @Doc("How long to wait out a failure before another model, of less quality, answers instead.")
        @Default("3s")
        @Range(min = "0s", max = "1m")
        Duration patience,

        @Doc("Whether a stream of text that broke off is asked for again and gone on with, as far as it says the same.")
        @Default("true")
        boolean resume,

        @Doc(
                "Whether a model with the capability prefill is given what was said so far and writes on from there, though another may have said it.")
        @Default("false")
        boolean prefill,

        @Doc(
                "Whether a second model is asked as well when the first takes longer to begin than 95 of 100 of its answers.")
        @Default("false")
        boolean hedge,

        @Default("{}") HoldSettings hold,

        @Doc("Whether the next model is asked where a content filter has refused; stop hands the refusal on.")
        @Default("stop")
        OnRefusal onRefusal) {
    public PolicySettings {
        stages = List.copyOf(stages);
    }
}
