package dev.outrigger.route;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Key;
import dev.outrigger.config.Range;
import dev.outrigger.config.Variants;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** See {@link EnsembleStage}. */
@Key("ensemble")
@Doc("Asks several models at once, and makes one answer of theirs.")
public record EnsembleSettings(
        @Doc("Models to ask, two to eight; limits.attempts must be one more at least.")
        List<String> of,

        @Default("{vote: {}}") Merging merge,

        @Doc("How long they have; who is later is left out.") @Default("30s") @Range(min = "100ms", max = "10m")
        Duration within)
        implements StageSettings {
    static final int MOST = 8;

    public EnsembleSettings {
        of = List.copyOf(of);
        if (of.size() < 2 || of.size() > MOST)
            throw new IllegalArgumentException("of must name 2 to " + MOST + " models, named " + of.size());
        if (new HashSet<>(of).size() < of.size()) throw new IllegalArgumentException("of must name each model once");
    }

    /** How one answer is made of several. */
    @Variants
    @Doc("How one answer is made of theirs.")
    public sealed interface Merging {
        /** By their words. */
        @Doc("The answer that most say, or else the one that agrees most with the others, by their words.")
        record Vote() implements Merging {}

        /** By a model's choice. */
        @Doc("The one that a model finds best; where it fails, the vote's.")
        record Judge(@Doc("The model that chooses.") String model) implements Merging {}

        /** By a model's own words. */
        @Doc("One that a model writes from all of them; where it fails, the vote's.")
        record Compose(@Doc("The model that writes.") String model) implements Merging {}

        /** The name of the model that does it, if one does. */
        default Optional<String> by() {
            return switch (this) {
                case Vote vote -> Optional.empty();
                case Judge judge -> Optional.of(judge.model());
                case Compose compose -> Optional.of(compose.model());
            };
        }
    }
}
