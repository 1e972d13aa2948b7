package dev.outrigger.analyze;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How like a text is to named examples: 0 to 1 for each name, one half at the name's threshold.
 *
 * <p>How: a text's likeness to a name is its cosine to the nearest of the name's examples. The threshold lies where it
 * parts the name's own examples, each compared with the others of its name, from those of all other names and a background
 * of texts about everything, with the best mean of the two shares told right; of thresholds that part them equally well, in
 * the middle. The distance to the threshold is squeezed into 0 to 1 by a logistic curve.
 */
final class Likeness {
    /** Cosine above the threshold at which the likeness is 0.73. */
    private static final double STEEPNESS = 0.05;
    /** A name's threshold where its examples are too few to tell: unrelated texts of MiniLM lie far below. */
    private static final double PRESUMED = 0.5;

    private final Object origin;
    private final SortedMap<String, Group> groups;

    private record Group(List<TextVector> examples, double threshold) {}

    private Likeness(Object origin, SortedMap<String, Group> groups) {
        this.origin = origin;
        this.groups = Collections.unmodifiableSortedMap(groups);
    }

    /** Of these examples and the background, all of one origin. */
    static Likeness fit(Map<String, List<TextVector>> examples, List<TextVector> background) {
        Object origin = Stream.concat(examples.values().stream().flatMap(List::stream), background.stream())
                .findFirst()
                .orElseThrow()
                .origin();
        SortedMap<String, Group> groups = new TreeMap<>();
        examples.forEach((name, own) -> {
            List<TextVector> others = new ArrayList<>(background);
            examples.forEach((other, texts) -> {
                if (!other.equals(name)) others.addAll(texts);
            });
            groups.put(name, new Group(List.copyOf(own), threshold(own, others)));
        });
        return new Likeness(origin, groups);
    }

    /** Whether a vector can be compared with its examples. */
    boolean isFor(TextVector vector) {
        return vector.isOfOrigin(origin);
    }

    /** How like it is to each name. */
    SortedMap<String, Double> of(TextVector text) {
        SortedMap<String, Double> likeness = new TreeMap<>();
        groups.forEach((name, group) -> likeness.put(
                name, 1 / (1 + Math.exp((group.threshold() - nearest(text, group.examples())) / STEEPNESS))));
        return likeness;
    }

    /** The threshold of a name, for tests. */
    double threshold(String name) {
        return Objects.requireNonNull(groups.get(name)).threshold();
    }

    private static double threshold(List<TextVector> own, List<TextVector> others) {
        if (own.size() < 2 || others.isEmpty()) return PRESUMED;
        List<Double> inside = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            List<TextVector> rest = new ArrayList<>(own);
            rest.remove(i);
            inside.add(nearest(own.get(i), rest));
        }
        List<Double> outside = others.stream().map(text -> nearest(text, own)).toList();
        return best(inside, outside);
    }

    /** The middle of the widest gap among those that part best. */
    private static double best(List<Double> inside, List<Double> outside) {
        List<Double> all =
                Stream.concat(inside.stream(), outside.stream()).sorted().toList();
        double best = PRESUMED;
        double mostRight = -1;
        double widest = -1;
        for (int i = 0; i + 1 < all.size(); i++) {
            double gap = all.get(i + 1) - all.get(i);
            double cut = all.get(i) + gap / 2;
            double right = share(inside, cut, true) + share(outside, cut, false);
            if (right > mostRight + 1e-12 || (right > mostRight - 1e-12 && gap > widest)) {
                mostRight = Math.max(right, mostRight);
                widest = gap;
                best = cut;
            }
        }
        return best;
    }

    private static double share(Collection<Double> values, double cut, boolean above) {
        return (double) values.stream().filter(value -> value > cut == above).count() / values.size();
    }

    private static double nearest(TextVector text, List<TextVector> examples) {
        double nearest = -1;
        for (TextVector example : examples) nearest = Math.max(nearest, text.likeness(example));
        return nearest;
    }
}
