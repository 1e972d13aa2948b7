package dev.outrigger.route;

import dev.outrigger.chat.Evidence;
import java.util.Locale;
import java.util.Optional;

/**
 * When an answer that is held back is good enough to be handed on: by the model's own probabilities, and by whether it
 * says the same again.
 *
 * @param confidence the least geometric mean of its tokens' probabilities, 0 to 1
 * @param leastToken the least probability of any of its tokens, 0 to 1
 * @param samples how often a model of this process is asked again, at once; 0 for not at all
 * @param agreement the least share of those that say the same, 0 to 1
 */
public record Acceptance(double confidence, double leastToken, int samples, double agreement) {
    public Acceptance {
        share("confidence", confidence);
        share("leastToken", leastToken);
        share("agreement", agreement);
        if (samples < 0) throw new IllegalArgumentException("samples must be at least 0, was " + samples);
    }

    /** By the mean of its tokens' probabilities alone. */
    public Acceptance(double confidence) {
        this(confidence, 0, 0, 0);
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) throw new IllegalArgumentException(name + " must be 0 to 1, was " + value);
    }

    /** Why it is not good enough, in words; a model that tells nothing of its certainty is not believed. */
    public Optional<String> objection(Evidence evidence) {
        if (evidence.tokens() == 0) return Optional.of("it does not say how sure it is");
        double mean = Math.exp(evidence.meanLogProb());
        double least = Math.exp(evidence.leastLogProb());
        if (mean < confidence) return Optional.of(words("it is %.2f sure, under %.2f", mean, confidence));
        return least < leastToken
                ? Optional.of(words("one of its words is %.2f sure, under %.2f", least, leastToken))
                : Optional.empty();
    }

    /**
     * Why it is not good enough, where the model was asked again.
     *
     * @param agreeing the share of those answers that say the same
     */
    public Optional<String> objection(double agreeing) {
        return agreeing >= agreement
                ? Optional.empty()
                : Optional.of(words("asked again %.2f of its answers say the same, under %.2f", agreeing, agreement));
    }

    private static String words(String format, double is, double least) {
        return String.format(Locale.ROOT, format, is, least);
    }
}
