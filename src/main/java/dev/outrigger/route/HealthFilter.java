package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.registry.Health;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves out models that cannot be asked now.
 *
 * <p>Why: asking them costs time and, for a backend in trouble, does harm. When: the model is loading, unavailable, or
 * resting after failures. Runs last, so that "nobody is left" means nobody whom the policy would ask: the best placed
 * resting candidate is then kept, and said so, because a router must not refuse all when its view is stale. Loading and
 * unavailable ones are never kept: their backend is known to refuse. Scores: reads none. Limits: sees the health of a
 * moment ago.
 */
public final class HealthFilter implements Stage {
    /** Its name where it says that it left a model out. */
    public static final String NAME = "health";

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
        return healthy(shortlist);
    }

    /** Health is of a model, whatever it is asked. */
    static Shortlist healthy(Shortlist shortlist) {
        boolean isAnyReady = shortlist.candidates().stream()
                .anyMatch(candidate -> candidate.state().health() instanceof Health.Ready);
        Optional<Candidate> lastResort = isAnyReady ? Optional.empty() : bestResting(shortlist);
        Shortlist left = shortlist.without(NAME, candidate -> objection(candidate, lastResort));
        return left.map(candidate -> candidate.state().health() instanceof Health.Ready
                ? candidate
                : candidate.remarked("kept although " + words(candidate.state().health()) + ": nobody else is left"));
    }

    private static Optional<Candidate> bestResting(Shortlist shortlist) {
        return shortlist.candidates().stream()
                .filter(candidate -> candidate.state().health() instanceof Health.Resting)
                .findFirst();
    }

    private static Optional<String> objection(Candidate candidate, Optional<Candidate> lastResort) {
        Health health = candidate.state().health();
        boolean isKept = health instanceof Health.Ready
                || lastResort.filter(candidate::equals).isPresent();
        return isKept ? Optional.empty() : Optional.of(words(health));
    }

    private static String words(Health health) {
        return health.detail().isEmpty() ? health.label() : health.label() + ": " + health.detail();
    }
}
