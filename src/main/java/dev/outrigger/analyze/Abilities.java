package dev.outrigger.analyze;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What models make of a prompt's factors: a weight for each, and an intercept. Their sum, squeezed into 0 to 1, is the
 * probability that the model answers right. Abilities of known models were learned; one of a model that nobody asked is
 * presumed from how often it is right: what known models of that share have in common.
 */
public final class Abilities {
    private final SortedMap<String, float[]> known;
    private final float[] mean;
    private final float[] tied;

    private Abilities(SortedMap<String, float[]> known, float[] mean, float[] tied) {
        this.known = Collections.unmodifiableSortedMap(known);
        this.mean = mean.clone();
        this.tied = tied.clone();
    }

    /** A model's, for one of which it is known. */
    public static final class Ability {
        private final float[] weights;

        private Ability(float... weights) {
            this.weights = weights.clone();
        }

        /** The probability of a right answer; absent where these are not the factors that it was learned with. */
        public OptionalDouble right(SortedMap<String, Double> factors) {
            if (factors.size() != weights.length - 1) return OptionalDouble.empty();
            double sum = weights[weights.length - 1];
            int factor = 0;
            for (double amount : factors.values()) sum += weights[factor++] * amount;
            return OptionalDouble.of(1 / (1 + Math.exp(-Math.clamp(sum, -30, 30))));
        }
    }

    /** Of a model by the name under which it was learned. */
    public Optional<Ability> of(String model) {
        return Optional.ofNullable(known.get(model)).map(Ability::new);
    }

    /**
     * Presumed of a model that is right at this share of average prompts, 0 to 1: the known models' mean, moved along what
     * goes with their intercept.
     */
    public Ability presumed(double share) {
        double clamped = Math.clamp(share, 0.01, 0.99);
        double logit = Math.log(clamped / (1 - clamped));
        float[] weights = mean.clone();
        int last = weights.length - 1;
        double off = logit - mean[last];
        for (int i = 0; i <= last; i++) weights[i] = (float) (mean[i] + tied[i] * off);
        return new Ability(weights);
    }

    /** Names of the models of which it is known. */
    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(known.keySet()));
    }

    /** Names alike, for somebody who mistyped one: that end alike, or all of a source. */
    public List<String> like(String name) {
        String tail = name.substring(name.lastIndexOf('/') + 1).toLowerCase(java.util.Locale.ROOT);
        List<String> found = new ArrayList<>();
        for (String one : known.keySet())
            if (one.toLowerCase(java.util.Locale.ROOT).contains(tail)) found.add(one);
        return found;
    }

    static Abilities read(Artifact file, int factors) throws IOException {
        SortedMap<String, float[]> known = new TreeMap<>();
        int models = file.count();
        for (int i = 0; i < models; i++) known.put(file.text(), file.numbers(factors + 1));
        file.check(known.size() == models, "names a model twice");
        return new Abilities(known, file.numbers(factors + 1), file.numbers(factors + 1));
    }
}
