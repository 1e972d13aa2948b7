package dev.outrigger.route;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Figure;
import dev.outrigger.config.Key;
import dev.outrigger.config.Range;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** See {@link CascadeStage}. */
@Key("cascade")
@Doc("Asks cheap models first, and hands on what they say only where they are sure of it.")
public record CascadeSettings(
        @Doc(
                "Models to ask first, in this order; what one says that is not sure of it is held back, and the next is asked.")
        List<String> from,

        @Doc("Models to go on to, in this order; whoever is last is believed.")
        List<String> to,

        @Doc(
                "The least geometric mean of the probabilities of the answer's tokens, 0 to 1, or an expression that gives it; in doubt 0.7.")
        @Default("0.7")
        Figure confidence,

        @Doc("The least probability of any of its tokens.") @Default("0") @Range(min = "0", max = "1")
        double leastToken,

        @Default("{tokens: 64, time: 3s}") HoldSettings hold,

        @Doc("How often a local model that is sure is asked the same again, at once; one attempt more.")
        @Default("0")
        @Range(min = "0", max = "8")
        int samples,

        @Doc("The least share of those that must say the same, by their words.")
        @Default("0.5")
        @Range(min = "0", max = "1")
        double agreement)
        implements StageSettings {
    /** As sure as an answer must be where the expression does not say. */
    static final double IN_DOUBT = 0.7;

    public CascadeSettings {
        from = List.copyOf(from);
        to = List.copyOf(to);
        if (from.isEmpty() || to.isEmpty())
            throw new IllegalArgumentException("a cascade needs from and to, each with a model at least");
        Set<String> names = new HashSet<>(from);
        names.addAll(to);
        if (names.size() < from.size() + to.size())
            throw new IllegalArgumentException("from and to must name each model once");
        if (hold.equals(HoldSettings.NONE))
            throw new IllegalArgumentException("hold must hold something back: tokens, time, or both");
        // Here, so that what is wrong with it is reported at its line with all other mistakes.
        formula(confidence);
    }

    private static Formula formula(Figure confidence) {
        return Formula.of("confidence", confidence, 0, 1, IN_DOUBT);
    }

    Formula sure() {
        return formula(confidence);
    }
}
