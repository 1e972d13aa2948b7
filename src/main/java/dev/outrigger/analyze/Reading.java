package dev.outrigger.analyze;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one probe found.
 *
 * @param scores of the probe's dimensions; one that is not in it counts as {@link Score.Reason#FAILED}
 * @param device where it was computed: {@code java}, {@code cpu} or {@code cuda}
 * @param isTruncated whether learned heads read head and tail of a longer text; rules read a part that their probes state
 */
public record Reading(Map<Dimension, Score> scores, String device, boolean isTruncated) {
    /** Plain Java on the CPU, no native code. */
    public static final String JAVA = "java";

    public Reading {
        scores = Map.copyOf(scores);
    }

    /** Of all that there was to read. */
    public Reading(Map<Dimension, Score> scores, String device) {
        this(scores, device, false);
    }

    /** The same reason for every dimension; nothing was computed. */
    public static Reading missing(Collection<Dimension> dimensions, Score.Reason reason) {
        Map<Dimension, Score> scores = new LinkedHashMap<>();
        dimensions.forEach(dimension -> scores.put(dimension, Score.missing(reason)));
        return new Reading(scores, JAVA);
    }
}
