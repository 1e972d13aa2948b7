package dev.outrigger.analyze;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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

    /** The likeliest label, its probability as its confidence; the first of equals. */
    Score.Measured likeliest() {
        Map.Entry<String, Double> best = probabilities.entrySet().iterator().next();
        for (Map.Entry<String, Double> entry : probabilities.entrySet()) {
            if (entry.getValue() > best.getValue()) best = entry;
        }
        return Score.labelled(best.getKey(), best.getValue());
    }
}
