package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.registry.Health;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Leaves out models that cannot be asked now.
 *
 * <p>Why: asking them costs time and, for a backend in trouble, does harm. When: the model is loading, unavailable, or
 * resting after failures. Runs last, so that "nobody is left" means nobody whom the policy would ask: the resting
 * candidate whose rest ends first is then kept, and said so, because a router must not refuse all when its view is stale;
 * and so, after it, are those that are loading for the first time, which an app that starts together with this process has
 * to wait for.
 * The other resting ones are remembered, for when their rest has ended and the plan has not answered. Unavailable ones
 * are never kept: their backend is known to refuse. One that is asleep stays: it is loaded for who asks. Scores: reads
 * none. Limits: sees the health of a moment ago.
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
        if (areReady(shortlist.candidates())) return shortlist.withResting(List.of());
        boolean isAnyReady = shortlist.candidates().stream()
                .anyMatch(candidate -> candidate.state().health().isChoosable());
        Optional<Candidate> lastResort = isAnyReady ? Optional.empty() : firstToReturn(shortlist);
        List<Candidate> resting = shortlist.candidates().stream()
                .filter(candidate -> candidate.state().health() instanceof Health.Resting)
                .filter(candidate -> lastResort.filter(candidate::equals).isEmpty())
                .toList();
        Shortlist left = shortlist
                .without(NAME, candidate -> objection(candidate, isAnyReady, lastResort))
                .withResting(resting);
        return beforeLoading(left, lastResort).map(HealthFilter::remarked);
    }

    private static boolean areReady(List<Candidate> candidates) {
        for (Candidate candidate : candidates) if (!(candidate.state().health() instanceof Health.Ready)) return false;
        return !candidates.isEmpty();
    }

    /** Whoever is asked at once goes before those that are waited for. */
    private static Shortlist beforeLoading(Shortlist left, Optional<Candidate> lastResort) {
        if (lastResort.isEmpty()) return left;
        Candidate first = lastResort.get();
        return left.holding(Stream.concat(
                        Stream.of(first), left.candidates().stream().filter(candidate -> !candidate.equals(first)))
                .toList());
    }

    private static Candidate remarked(Candidate candidate) {
        return switch (candidate.state().health()) {
            case Health.Ready ready -> candidate;
            case Health.Asleep asleep -> candidate.remarked(asleep.words());
            case Health.Resting resting -> kept(candidate, resting);
            case Health.Loading loading -> kept(candidate, loading);
            case Health.Unavailable unavailable -> kept(candidate, unavailable);
        };
    }

    private static Candidate kept(Candidate candidate, Health health) {
        return candidate.remarked("kept although " + health.words() + ": nobody else is left");
    }

    /** The least bad: of those that rest, whose rest ends first; of equals the best placed. */
    private static Optional<Candidate> firstToReturn(Shortlist shortlist) {
        Optional<Candidate> first = Optional.empty();
        Duration least = Duration.ofSeconds(Long.MAX_VALUE);
        for (Candidate candidate : shortlist.candidates())
            if (candidate.state().health() instanceof Health.Resting resting
                    && resting.left().compareTo(least) < 0) {
                least = resting.left();
                first = Optional.of(candidate);
            }
        return first;
    }

    private static Optional<String> objection(Candidate candidate, boolean isAnyReady, Optional<Candidate> lastResort) {
        Health health = candidate.state().health();
        boolean isKept = health.isChoosable()
                || (!isAnyReady && health instanceof Health.Loading loading && loading.isAwaited())
                || lastResort.filter(candidate::equals).isPresent();
        return isKept ? Optional.empty() : Optional.of(health.words());
    }
}
