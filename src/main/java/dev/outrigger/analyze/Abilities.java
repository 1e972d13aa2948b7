package dev.outrigger.analyze;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What models make of a prompt's factors: a weight for each, and an intercept. Their sum, squeezed into 0 to 1, is the
 * probability that the model answers right. Abilities of known models were learned; one of a model that nobody asked is
 * presumed from how often it is right: what known models of that share have in common.
 *
 * @param known by the name under which a model was learned
 * @param mean of the known ones
 * @param tied how much each number goes with the last, the intercept
 */
public record Abilities(SortedMap<String, List<Double>> known, List<Double> mean, List<Double> tied) {
    public Abilities {
        SortedMap<String, List<Double>> copy = new TreeMap<>();
        known.forEach((name, weights) -> copy.put(name, List.copyOf(weights)));
        known = Collections.unmodifiableSortedMap(copy);
        mean = List.copyOf(mean);
        tied = List.copyOf(tied);
        int size = mean.size();
        if (size < 2 || tied.size() != size)
            throw new IllegalArgumentException("abilities must have a weight and an intercept");
        known.forEach((name, weights) -> {
            if (weights.size() != size) throw new IllegalArgumentException(name + " must have " + size + " numbers");
        });
    }

    /** A model's, for one of which it is known. */
    public static final class Ability {
        private final List<Double> weights;

        private Ability(List<Double> weights) {
            this.weights = weights;
        }

        /** The probability of a right answer; absent where these are not the factors that it was learned with. */
        public OptionalDouble right(SortedMap<String, Double> factors) {
            if (factors.size() != weights.size() - 1) return OptionalDouble.empty();
            double sum = weights.getLast();
            int factor = 0;
            for (double amount : factors.values()) sum += weights.get(factor++) * amount;
            return OptionalDouble.of(1 / (1 + Math.exp(-Math.clamp(sum, -30, 30))));
        }
    }

    /** Of a model by the name under which it was learned. */
    public Optional<Ability> of(String model) {
        return Optional.ofNullable(known.get(model)).map(Ability::new);
    }

    /** Those of these models alone, and what is presumed of others. */
    public Abilities only(Collection<String> models) {
        SortedMap<String, List<Double>> some = new TreeMap<>(known);
        some.keySet().retainAll(models);
        return new Abilities(some, mean, tied);
    }

    /**
     * Presumed of a model that is right at this share of average prompts, 0 to 1: the known models' mean, moved along what
     * goes with their intercept.
     */
    public Ability presumed(double share) {
        double clamped = Math.clamp(share, 0.01, 0.99);
        double logit = Math.log(clamped / (1 - clamped));
        double off = logit - mean.getLast();
        List<Double> weights = new ArrayList<>();
        for (int i = 0; i < mean.size(); i++) weights.add(mean.get(i) + tied.get(i) * off);
        return new Ability(weights);
    }

    /** Names alike, for somebody who mistyped one: that end alike, or all of a source. */
    public List<String> like(String name) {
        String tail = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return known.keySet().stream()
                .filter(one -> one.toLowerCase(Locale.ROOT).contains(tail))
                .toList();
    }

    static Abilities read(Artifact file, int factors) throws IOException {
        SortedMap<String, List<Double>> known = new TreeMap<>();
        int models = file.count();
        for (int i = 0; i < models; i++) known.put(file.text(), numbers(file, factors + 1));
        file.check(known.size() == models, "names a model twice");
        return new Abilities(known, numbers(file, factors + 1), numbers(file, factors + 1));
    }

    private static List<Double> numbers(Artifact file, int count) throws IOException {
        List<Double> numbers = new ArrayList<>();
        for (float number : file.numbers(count)) numbers.add((double) number);
        return numbers;
    }
}
