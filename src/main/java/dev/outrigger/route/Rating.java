package dev.outrigger.route;

/**
 * What a score made of a candidate: its utility, 0 to 1, and the terms it comes of, each with its worth and its weight.
 * Two ratings of one decision differ by their worths alone.
 */
public record Rating(Part quality, Part cost, Part latency) {
    /**
     * A term of the utility.
     *
     * @param worth 0 to 1; of cost and latency the less they are the more
     * @param weight as the policy weighs it for this request; only the ratio to the others matters
     * @param isPresumed whether it rests on a presumption, because the profile does not say
     */
    public record Part(double worth, double weight, boolean isPresumed) {}

    /** Weighted mean of the worths, 0 to 1. */
    public double utility() {
        return (quality.weight * quality.worth + cost.weight * cost.worth + latency.weight * latency.worth)
                / (quality.weight + cost.weight + latency.weight);
    }

    /** The part of a term. */
    public Part of(Term term) {
        return switch (term) {
            case QUALITY -> quality;
            case COST -> cost;
            case LATENCY -> latency;
        };
    }

    /** Whether nothing of it rests on a presumption. */
    boolean isKnown() {
        return !quality.isPresumed && !cost.isPresumed && !latency.isPresumed;
    }

    /** Whether it is in no term worse than the other and in one better, all of both known (Pareto). */
    boolean dominates(Rating other) {
        return isKnown()
                && other.isKnown()
                && quality.worth >= other.quality.worth
                && cost.worth >= other.cost.worth
                && latency.worth >= other.latency.worth
                && (quality.worth > other.quality.worth
                        || cost.worth > other.cost.worth
                        || latency.worth > other.latency.worth);
    }
}
