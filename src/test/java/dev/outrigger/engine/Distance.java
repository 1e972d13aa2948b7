package dev.outrigger.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How far logits are from a reference's, over many steps: the largest difference among a step's 32 best tokens, and
 * Kullback and Leibler's divergence (in nats) of the distributions over them.
 */
record Distance(double meanDifference, double worstDifference, double meanDivergence, double worstDivergence) {
    /** Tokens at the head of the reference's list that are compared; those below are never drawn in practice. */
    private static final int COMPARED = 32;

    /** Collects steps. */
    static final class Sum {
        private final List<Double> differences = new ArrayList<>();
        private final List<Double> divergences = new ArrayList<>();

        void add(Candidates expected, Candidates actual) {
            differences.add(difference(expected, actual));
            divergences.add(divergence(expected, actual));
        }

        Distance distance() {
            return new Distance(mean(differences), worst(differences), mean(divergences), worst(divergences));
        }

        private static double mean(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        }

        private static double worst(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        }
    }

    /** Whether this is at most so many times as far away as another, in every respect. */
    boolean isWithin(double times, Distance other) {
        return meanDifference <= times * other.meanDifference
                && worstDifference <= times * other.worstDifference
                && meanDivergence <= times * other.meanDivergence
                && worstDivergence <= times * other.worstDivergence;
    }

    /** Largest difference of logits; infinite when one of the tokens is not among the actual candidates. */
    static double difference(Candidates expected, Candidates actual) {
        double[] ours = logits(expected, actual);
        double largest = 0;
        for (int i = 0; i < COMPARED; i++) largest = Math.max(largest, Math.abs(ours[i] - expected.logits()[i]));
        return largest;
    }

    /** The cosine of two vectors. */
    static double cosine(float[] a, float[] b) {
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }

    private static double dot(float[] a, float[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> (double) a[i] * b[i])
                .sum();
    }

    private static double divergence(Candidates expected, Candidates actual) {
        double[] reference = new double[COMPARED];
        for (int i = 0; i < COMPARED; i++) reference[i] = expected.logits()[i];
        double[] p = Head.softmax(reference);
        double[] q = Head.softmax(logits(expected, actual));
        double sum = 0;
        for (int i = 0; i < COMPARED; i++) sum += p[i] * Math.log(p[i] / q[i]);
        return sum;
    }

    /** Our logits of the expected tokens. */
    private static double[] logits(Candidates expected, Candidates actual) {
        Map<Integer, Float> all = new HashMap<>();
        for (int i = 0; i < actual.size(); i++) all.put(actual.tokens()[i], actual.logits()[i]);
        return Arrays.stream(expected.tokens(), 0, COMPARED)
                .mapToDouble(token -> all.containsKey(token) ? all.get(token) : Double.NEGATIVE_INFINITY)
                .toArray();
    }
}
