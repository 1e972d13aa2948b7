package dev.outrigger.route;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.registry.ModelProfile;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves out models that may not be told what is in the request.
 *
 * <p>Why: personal data that has left cannot be called back. When: the required check found some, could not look, or
 * broke, or the app asks for trusted models alone; the operator's section {@code privacy} says what that means. It stands
 * in every policy behind whatever the policy prefers, so that nothing after it adds a candidate: no stage can. Scores:
 * reads none, and needs none. Limits: knows what the check knows.
 */
public final class PrivacyFilter implements Stage {
    /** Its name where it says that it left a model out. */
    public static final String NAME = "privacy";

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
        return cleared(query.clearance(), shortlist);
    }

    /** Likewise, of what is no chat. */
    static Shortlist cleared(Clearance clearance, Shortlist shortlist) {
        return shortlist.without(NAME, candidate -> objection(clearance, candidate.profile()));
    }

    /** Why a model may not be told it; absent where it may. */
    private static Optional<String> objection(Clearance clearance, ModelProfile model) {
        if (clearance.permits(model.trusted())) return Optional.empty();
        return Optional.of(
                switch (clearance.rule()) {
                    case LOCAL_ONLY -> "not trusted with it: " + clearance.because();
                    case REFUSE -> "nobody is told it: " + clearance.because();
                    case ALLOW -> throw new IllegalStateException("what is allowed is permitted");
                });
    }
}
