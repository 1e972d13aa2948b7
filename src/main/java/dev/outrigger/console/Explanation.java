package dev.outrigger.console;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.route.Decision;

/**
 * What would become of a request, without answering it.
 *
 * @param analyzeNanos from the request to its analysis
 * @param decideNanos from the analysis to the decision
 */
public record Explanation(Analysis analysis, Outcome outcome, long analyzeNanos, long decideNanos) {
    /** Who would have answered. */
    public sealed interface Outcome {
        /** A policy decided. */
        record Decided(Decision decision) implements Outcome {}

        /** No route is for this model and it is not configured: the request would go to its owner, unread. */
        record PassedThrough(String model) implements Outcome {}

        /** {@code outrigger/…} with a name that no policy has: the request would be refused. */
        record NoSuchPolicy(String policy) implements Outcome {}
    }
}
