package dev.outrigger.route;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.TokenEstimate;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.registry.RegistryView;

/**
 * Everything a decision may depend on; the same query gives the same decision.
 *
 * @param clearance who may be told the request
 */
public record Query(ChatRequest request, Analysis analysis, RegistryView view, Clearance clearance) {
    /** Tokens of the request, estimated: the analysis' count, else one made here, which takes microseconds. */
    public long inputTokens() {
        return analysis.number(Dimension.TOKENS).stream()
                .mapToLong(Math::round)
                .findFirst()
                .orElseGet(() -> TokenEstimate.of(request));
    }
}
