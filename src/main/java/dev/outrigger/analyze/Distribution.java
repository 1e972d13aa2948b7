package dev.outrigger.analyze;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Calibrated probabilities of labels.
 *
 * @param probabilities each 0 to 1, together about 1; never empty
 */
public record Distribution(Map<String, Double> probabilities) {
    public Distribution {
        if (probabilities.isEmpty()) throw new IllegalArgumentException("a distribution needs a label");
        probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
    }

    /** The likeliest label and every other of at least that probability, in the order of the alphabet. */
    Score several(double bound) {
        Stream<String> others = probabilities.entrySet().stream()
                .filter(entry -> entry.getValue() >= bound)
                .map(Map.Entry::getKey);
        return Score.labelled(
                Stream.concat(Stream.of(label()), others).distinct().sorted().toList(), List.of());
    }

    private String label() {
        Map.Entry<String, Double> best = probabilities.entrySet().iterator().next();
        for (Map.Entry<String, Double> entry : probabilities.entrySet()) {
            if (entry.getValue() > best.getValue()) best = entry;
        }
        return best.getKey();
    }

    /** The likeliest label, its probability as its confidence; the first of equals. */
    Score.Measured likeliest() {
        String label = label();
        return Score.labelled(label, probabilities.getOrDefault(label, 0.0));
    }
}
