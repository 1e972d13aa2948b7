package dev.outrigger.exchange;

import java.util.OptionalDouble;

/**
 * What several calls came to. What is not known of some is counted beside the sum of the others, never as nothing.
 *
 * @param count how many they are: exchanges, or attempts where they are told by who was asked
 * @param inputTokens of those that told them
 * @param outputTokens likewise
 * @param uncounted those that did not tell all their tokens
 * @param dollars of those of which it is known
 * @param estimated those among them of which it is a lower bound, partly estimated
 * @param unpriced those of which it is not known
 * @param compared exchanges of which both the cost and the baseline's are known
 * @param comparable dollars of these
 * @param baseline what the policy's baseline would have cost for these
 */
public record Amounts(
        long count,
        long inputTokens,
        long outputTokens,
        long uncounted,
        double dollars,
        long estimated,
        long unpriced,
        long compared,
        double comparable,
        double baseline) {
    /** What was saved against the baseline, in dollars; absent where nothing can be compared. */
    public OptionalDouble saved() {
        return compared == 0 ? OptionalDouble.empty() : OptionalDouble.of(baseline - comparable);
    }
}
