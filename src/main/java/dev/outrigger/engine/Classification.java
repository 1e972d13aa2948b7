package dev.outrigger.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What a head says of a text.
 *
 * @param label the likeliest
 * @param confidence its probability, calibrated: of those said with .8, about eight in ten are right
 * @param probabilities of all labels, in the head's order; they add up to 1
 */
public record Classification(String label, double confidence, SequencedMap<String, Double> probabilities) {
    public Classification {
        probabilities = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(probabilities));
    }

    /** The probability of one label; 0 for a label that the head does not know. */
    public double probability(String of) {
        return probabilities.getOrDefault(of, 0.0);
    }
}
