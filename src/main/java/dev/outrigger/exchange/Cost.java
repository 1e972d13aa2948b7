package dev.outrigger.exchange;

/**
 * What an exchange cost.
 *
 * @param dollars of all its attempts
 * @param isEstimated whether one of them ended before upstream told its tokens, so that this is a lower bound in which
 *     they are estimated
 */
public record Cost(double dollars, boolean isEstimated) {}
