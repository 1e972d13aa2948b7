package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves out whoever hands over to a person, unless a stage named it.
 *
 * <p>Why: a person's time is not one more model to be tried; and an answer that costs nothing and comes at once would win
 * many a score. When: no stage before it has placed such a candidate: a rule, a list of a user's, a chain's destination, or
 * the app itself, which asked for it. Scores: reads none. Limits: one that was named as the second choice is asked when the
 * first fails.
 */
public final class HandoffFilter implements Stage {
    /** Its name where it says that it left one out. */
    static final String NAME = "handoff";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of();
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        return shortlist.without(
                NAME,
                candidate -> candidate.profile().handoff() && candidate.place() == Candidate.Place.FREE
                        ? Optional.of("a person takes over there, and no stage named it")
                        : Optional.empty());
    }
}
