package dev.outrigger.route;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Key;
import dev.outrigger.config.Range;
import java.util.Map;
import java.util.Optional;

/** See {@link BalanceStage}. */
@Key("balance")
@Doc("Chooses among replicas that stand side by side whom to ask first.")
public record BalanceSettings(
        @Doc(
                "By what: prefix, so that prompts which begin alike find a warm cache; p2c, of two that are drawn the one whose time to the first token, in which a peak counts at once and fades within a minute or two, times what it has in flight is less; weights; or least-busy. Unless said, weights where they are given, else prefix.")
        Optional<By> by,

        @Doc("Of prefix: how much over the average of its replicas one may be loaded before others go before it.")
        @Default("1.25")
        @Range(min = "1", max = "100")
        double capacity,

        @Doc("Shares of conversations by model; of one that is not there, 1.") @Default("{}")
        Map<String, Integer> weights)
        implements StageSettings {
    /** The greatest weight. */
    static final int MAX_WEIGHT = 1_000_000;

    /** What the choice goes by. */
    public enum By {
        /** How the prompt begins, within the capacity. */
        PREFIX,
        /** The quicker of two that are drawn. */
        @Key("p2c")
        P2C,
        /** Shares of conversations. */
        WEIGHTS,
        /** The fewest attempts in flight. */
        LEAST_BUSY
    }

    public BalanceSettings {
        weights.forEach((model, weight) -> {
            if (weight < 0 || weight > MAX_WEIGHT)
                throw new IllegalArgumentException(
                        "weights." + model + " must be 0 to " + MAX_WEIGHT + ", was " + weight);
        });
        boolean isWeighted = by.isEmpty() || by.get() == By.WEIGHTS;
        if (!weights.isEmpty() && !isWeighted)
            throw new IllegalArgumentException("weights are heeded by: weights alone");
        if (weights.isEmpty() && by.isPresent() && by.get() == By.WEIGHTS)
            throw new IllegalArgumentException("weights must be given where the choice goes by them");
    }

    /** What it goes by, said or not. */
    By chosenBy() {
        return by.orElse(weights.isEmpty() ? By.PREFIX : By.WEIGHTS);
    }
}
