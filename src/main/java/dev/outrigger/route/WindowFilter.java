package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Leaves out models whose window is too small, or whose answers are.
 *
 * <p>Why: the upstream would refuse it, after a round trip. When: the request's tokens and the bound it sets on the
 * answer's are together over the window, or that bound is over the most tokens it gives. Scores: needs none; it counts for itself when the analysis did not. Limits: the
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
        int answer = query.outline().maxTokens().orElse(0);
        Shortlist saying = shortlist.without(
                name(), candidate -> tooLong(candidate.profile().facts().output(), answer));
        long needed = query.outline().tokens() + answer;
        return saying.without(name(), candidate -> objection(candidate.state().window(), needed));
    }

    /** Upstream refuses a bound over its own, however short the answer would be. */
    static Optional<String> tooLong(OptionalInt output, int answer) {
        return output.isEmpty() || answer <= output.getAsInt()
                ? Optional.empty()
                : Optional.of("gives at most " + output.getAsInt() + " tokens, " + answer + " are asked for");
    }

    static Optional<String> objection(OptionalInt window, long needed) {
        return window.isEmpty() || needed <= window.getAsInt()
                ? Optional.empty()
                : Optional.of("about " + needed + " tokens do not fit in " + window.getAsInt());
    }
}
