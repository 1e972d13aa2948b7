package dev.outrigger.rollout;

import java.util.Optional;

/**
 * What a policy would have got where another one drew who decides: outcomes of decisions that both agree on, each weighed by
 * one over the chance it was drawn with, and divided by the sum of the weights. Source: Swaminathan and Joachims, "The
 * Self-Normalized Estimator for Counterfactual Learning" (https://papers.nips.cc/paper/5748). Not thread-safe.
 */
final class OffPolicy {
    /** Of fewer decisions' worth nothing is said. */
    static final double FEWEST = 30;

    private static final double NINETY_FIVE = 1.96;

    private double weights;
    private double squares;
    private double values;
    private double weighedTwice;
    private double valuesTwice;

    void add(double weight, double value) {
        weights += weight;
        squares += weight * weight;
        values += weight * value;
        weighedTwice += weight * weight * value;
        valuesTwice += weight * weight * value * value;
    }

    /** The mean with half the width of its 95 % interval; absent where it rests on too little. */
    Optional<ReplayReport.Estimate> estimate() {
        if (weights <= 0) return Optional.empty();
        double worth = weights * weights / squares;
        if (worth < FEWEST) return Optional.empty();
        double mean = values / weights;
        double spread = valuesTwice - 2 * mean * weighedTwice + mean * mean * squares;
        return Optional.of(
                new ReplayReport.Estimate(mean, NINETY_FIVE * Math.sqrt(Math.max(0, spread)) / weights, worth));
    }
}
