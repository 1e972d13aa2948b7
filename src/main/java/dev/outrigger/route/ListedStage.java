package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.registry.Capability;
import dev.outrigger.registry.Listed;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Puts models last that the price list does not know to be able to answer this.
 *
 * <p>Why: a model that nobody described can be asked for anything, and refuses after a round trip. When: nobody says what it
 * can be asked for, and the list tells that it takes no tools, media or schemas which the request has; or nobody says its
 * window or its longest answer, and the list's are too small. It leaves nobody out: what a shipped file says may have changed
 * since, so such a model is still asked if no other answers. Scores: reads none. Limits: of what is not in the list nothing is
 * known; the policy {@code contract} does without, for a model that the app names is asked whatever the list says.
 */
final class ListedStage implements Stage {
    @Override
    public String name() {
        return "listed";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of();
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        if (!isAnyListed(shortlist)) return shortlist;
        Set<Capability> needs = query.outline().needs();
        int answer = query.outline().maxTokens().orElse(0);
        long tokens = query.outline().tokens() + answer;
        return shortlist
                .map(candidate -> candidate
                        .profile()
                        .facts()
                        .listed()
                        .flatMap(listed -> objection(listed, needs, answer, tokens))
                        .map(because -> candidate.placed(
                                Candidate.Place.AVOIDED, Decision.Reason.ORDER, "by the price list " + because))
                        .orElse(candidate))
                .byPlace();
    }

    private static boolean isAnyListed(Shortlist shortlist) {
        for (Candidate candidate : shortlist.candidates())
            if (candidate.profile().facts().listed().isPresent()) return true;
        return false;
    }

    private static Optional<String> objection(Listed listed, Set<Capability> needs, int answer, long tokens) {
        Set<Capability> lacking = EnumSet.noneOf(Capability.class);
        for (Capability need : needs) if (listed.lacks(need)) lacking.add(need);
        if (!lacking.isEmpty()) return Optional.of(CapabilityFilter.words(lacking));
        return WindowFilter.tooLong(listed.writes(), answer).or(() -> WindowFilter.objection(listed.window(), tokens));
    }
}
