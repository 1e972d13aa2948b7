package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves out whoever hands over to a person, unless a stage named it.
 *
 * <p>Why: a person's time is not one more model to be tried; and an answer that costs nothing and comes at once would win
 * many a score. When: no stage before it has put such a candidate before others or named it among those who may be asked: a
 * rule, a list of a user's, a chain's destination, or the app itself, which asked for it. One that may be asked and that
 * nobody put anywhere comes after the models. Scores: reads none. Limits: one that was named as the second choice is asked
 * when the first fails.
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
        Shortlist meant = shortlist.without(
                NAME,
                candidate -> candidate.profile().handoff() && !isMeant(candidate)
                        ? Optional.of("a person takes over there, and no stage named it")
                        : Optional.empty());
        for (Candidate candidate : meant.candidates())
            if (isUnplaced(candidate))
                return meant.map(HandoffFilter::behindModels).byPlace();
        return meant;
    }

    private static boolean isUnplaced(Candidate candidate) {
        return candidate.profile().handoff() && candidate.place() == Candidate.Place.FREE;
    }

    private static boolean isMeant(Candidate candidate) {
        return switch (candidate.place()) {
            case LISTED, PREFERRED -> true;
            case FREE, AVOIDED -> candidate.named();
        };
    }

    private static Candidate behindModels(Candidate candidate) {
        return isUnplaced(candidate)
                ? candidate.placed(Candidate.Place.AVOIDED, candidate.reason(), candidate.because())
                : candidate;
    }
}
