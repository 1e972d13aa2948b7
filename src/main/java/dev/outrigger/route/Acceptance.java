package dev.outrigger.route;

import dev.outrigger.chat.Evidence;
import java.util.Locale;
import java.util.Optional;

/**
 * When an answer that is held back is good enough to be handed on, by the model's own probabilities.
 *
 * @param confidence the least geometric mean of its tokens' probabilities, 0 to 1
 */
public record Acceptance(double confidence) {
    public Acceptance {
        if (!(confidence >= 0 && confidence <= 1))
            throw new IllegalArgumentException("confidence must be 0 to 1, was " + confidence);
    }

    /** Why it is not good enough, in words; a model that tells nothing of its certainty is not believed. */
    public Optional<String> objection(Evidence evidence) {
        if (evidence.tokens() == 0) return Optional.of("it does not say how sure it is");
        double mean = Math.exp(evidence.meanLogProb());
        return mean >= confidence
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "it is %.2f sure, under %.2f", mean, confidence));
    }
}
