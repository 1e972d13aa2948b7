package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Leaves out models whose window is too small.
 *
 * <p>Why: the upstream would refuse it, after a round trip. When: the request's tokens and the bound it sets on the
 * answer's are together over the window. Scores: needs none; it counts for itself when the analysis did not. Limits: the
 * window is the profile's, or a smaller one that upstream
 * stated when it refused; the count is an estimate ({@link dev.outrigger.analyze.TokenEstimate}), so near the edge a model may be left out that
 * would have fitted, and one may be asked that refuses: the plan's next candidate then answers. A model whose window is
 * unknown passes.
 */
public final class WindowFilter implements Stage {
    @Override
    public String name() {
        return "window";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of();
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        boolean isAnyKnown = shortlist.candidates().stream()
                .anyMatch(candidate -> candidate.state().window().isPresent());
        if (!isAnyKnown) return shortlist;
        long needed = query.outline().tokens() + query.outline().maxTokens().orElse(0);
        return shortlist.without(
                name(), candidate -> objection(candidate.state().window(), needed));
    }

    private static Optional<String> objection(OptionalInt window, long needed) {
        return window.isEmpty() || needed <= window.getAsInt()
                ? Optional.empty()
                : Optional.of("about " + needed + " tokens do not fit in " + window.getAsInt());
    }
}
