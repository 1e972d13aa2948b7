package dev.outrigger.analyze;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What is known about a request before answering it.
 *
 * @param scores in a fixed order; a dimension that is not in it was not computed
 * @param runs one a probe that ran, in order of completion
 * @param elapsedNanos from the start of the analysis to its last score or its budget's end
 */
public record Analysis(SequencedMap<Dimension, Score> scores, List<ProbeRun> runs, long elapsedNanos) {
    /** Nothing was computed. */
    public static final Analysis NONE = new Analysis(new LinkedHashMap<>(), List.of(), 0);

    public Analysis {
        scores = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(scores));
        runs = List.copyOf(runs);
    }

    /** An analysis of these scores alone, for tests and replay. */
    public static Analysis of(Map<Dimension, Score> scores) {
        return new Analysis(new LinkedHashMap<>(scores), List.of(), 0);
    }

    /** The score of a dimension; Missing when it was not computed. */
    public Score score(Dimension dimension) {
        Score score = scores.get(dimension);
        return score == null ? Score.missing(Score.Reason.NOT_COMPUTED) : score;
    }

    /** The number of a dimension, if it was measured and is a number. */
    public OptionalDouble number(Dimension dimension) {
        return score(dimension) instanceof Score.Measured(Score.Value.Quantity(double number), OptionalDouble c)
                ? OptionalDouble.of(number)
                : OptionalDouble.empty();
    }

    /** The label of a dimension, if it was measured and is a label. */
    public Optional<String> label(Dimension dimension) {
        return score(dimension) instanceof Score.Measured(Score.Value.Label(String label), OptionalDouble c)
                ? Optional.of(label)
                : Optional.empty();
    }

    /** The same without the other dimensions. */
    public Analysis only(Set<Dimension> dimensions) {
        if (dimensions.containsAll(scores.keySet())) return this;
        SequencedMap<Dimension, Score> kept = new LinkedHashMap<>(scores);
        kept.keySet().retainAll(dimensions);
        return new Analysis(kept, runs, elapsedNanos);
    }

    /** The dimensions that were wanted and have no value. */
    public Collection<Dimension> missing() {
        List<Dimension> missing = new ArrayList<>();
        scores.forEach((dimension, score) -> {
            if (score instanceof Score.Missing) missing.add(dimension);
        });
        return missing;
    }

    /**
     * That a probe ran.
     *
     * @param device where: {@code cpu}, {@code cuda}, or {@code java}
     * @param isTruncated whether the text was too long for it, so that it read a part
     */
    public record ProbeRun(String probe, long elapsedNanos, String device, boolean isTruncated) {}
}
