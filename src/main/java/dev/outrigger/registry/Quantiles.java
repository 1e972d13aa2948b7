package dev.outrigger.registry;

import java.util.OptionalDouble;

/**
 * What half, and 95 of 100, of some figures do not exceed.
 *
 * @param p50 absent while fewer than {@link Recent#SOME} are known
 * @param p95 absent while fewer than {@link Recent#FEW} are known
 */
public record Quantiles(OptionalDouble p50, OptionalDouble p95) {
    /** Nothing is known. */
    public static final Quantiles UNKNOWN = new Quantiles(OptionalDouble.empty(), OptionalDouble.empty());
}
