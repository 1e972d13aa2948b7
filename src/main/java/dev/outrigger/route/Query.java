package dev.outrigger.route;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.registry.RegistryView;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Everything a decision may depend on; the same query gives the same decision. Nothing of it is content.
 *
 * @param clearance who may be told the request
 */
public record Query(Outline outline, Analysis analysis, RegistryView view, Clearance clearance, Occasion occasion) {
    /** One about a request of nobody in particular. */
    public Query(ChatRequest request, Analysis analysis, RegistryView view, Clearance clearance) {
        this(request, analysis, view, clearance, Occasion.NONE);
    }

    /** One about a request; its tokens are those of the analysis, where it has them. */
    public Query(ChatRequest request, Analysis analysis, RegistryView view, Clearance clearance, Occasion occasion) {
        this(Outline.of(request, counted(analysis)), analysis, view, clearance, occasion);
    }

    private static OptionalLong counted(Analysis analysis) {
        OptionalDouble tokens = analysis.number(Dimension.TOKENS);
        return tokens.isPresent() ? OptionalLong.of(Math.round(tokens.getAsDouble())) : OptionalLong.empty();
    }
}
