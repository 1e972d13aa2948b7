package dev.outrigger.route;

import java.util.OptionalDouble;

/**
 * What is expected of a candidate for one request. Absent where its profile does not say: what a stage presumes instead
 * is never shown as if it were known.
 *
 * @param quality chance of a good answer, 0 to 1
 * @param cost dollars
 * @param latency seconds
 */
public record Estimate(OptionalDouble quality, OptionalDouble cost, OptionalDouble latency) {
    /** Nothing is known. */
    public static final Estimate UNKNOWN =
            new Estimate(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
}
