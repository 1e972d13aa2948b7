package dev.outrigger.console;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.exchange.Basis;
import dev.outrigger.route.Counterfactual;
import dev.outrigger.route.Decision;
import java.util.List;

/**
 * What would become of a request, without answering it.
 *
 * @param clearance who may be told it, by the required check
 * @param analyzeNanos from the request to its analysis
 * @param decideNanos from the analysis to the decision
 */
public record Explanation(
        Analysis analysis, Outcome outcome, Clearance clearance, long analyzeNanos, long decideNanos) {
    /** Who would have answered. */
    public sealed interface Outcome {
        /**
         * A policy decided, and by so little not otherwise.
         *
         * @param basis what it rested on
         */
        record Decided(Decision decision, List<Counterfactual> counterfactuals, Basis basis) implements Outcome {
            public Decided {
                counterfactuals = List.copyOf(counterfactuals);
            }
        }

        /** No route is for this model and it is not configured: the request would go to its owner, unread. */
        record PassedThrough(String model) implements Outcome {}

        /** The name says an adapter of a model that takes none: the request would be refused with these words. */
        record NoAdapters(String words) implements Outcome {}

        /** {@code outrigger/…} with a name that no policy has: the request would be refused. */
        record NoSuchPolicy(String policy) implements Outcome {}
    }
}
