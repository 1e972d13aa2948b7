package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Acts on a condition that the operator wrote.
 *
 * <p>Why: operators know what no score says. When: its condition holds; then {@code prefer} puts models first in that
 * order, {@code avoid} puts them last, {@code only} leaves all others out. A model that an earlier stage placed keeps its
 * place. Scores: a condition that touches a missing one does not hold, and the decision says so; to restrict in doubt,
 * write the rule so that it holds for what is safe. Limits: sees the request and its analysis, not the candidates.
 */
public final class RuleStage implements Stage {
    private final int number;
    private final StageSettings.Rule settings;
    private final Expression condition;

    /**
     * Compiles the rule.
     *
     * @param number of the stage in its policy, from 1: how notes name it
     */
    public RuleStage(int number, StageSettings.Rule settings) {
        this.number = number;
        this.settings = settings;
        this.condition = Expression.compile(settings.when());
    }

    @Override
    public String name() {
        return "rule";
    }

    @Override
    public Set<Dimension> dimensions() {
        return condition.facts().stream()
                .flatMap(fact -> fact.dimension().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        return switch (condition.test(query)) {
            case Expression.Match.No no -> shortlist;
            case Expression.Match.Unknown(String because) ->
                shortlist.noting(name(), "stage " + number + " does not apply: " + because);
            case Expression.Match.Yes yes ->
                act(shortlist).noting(name(), "stage " + number + " applies: " + condition.text());
        };
    }

    private Shortlist act(Shortlist shortlist) {
        Shortlist allowed = settings.only().isEmpty()
                ? shortlist
                : shortlist.without(
                        name(),
                        candidate -> settings.only().contains(candidate.model())
                                ? Optional.empty()
                                : Optional.of(
                                        "stage " + number + " allows only " + String.join(", ", settings.only())));
        return allowed.map(this::placed).sorted(order(shortlist.candidates()));
    }

    private Candidate placed(Candidate candidate) {
        if (candidate.place() != Candidate.Place.FREE) return candidate;
        if (settings.prefer().contains(candidate.model())) {
            return candidate.placed(
                    Candidate.Place.LISTED,
                    Decision.Reason.RULE,
                    "preferred by stage " + number + ": " + condition.text());
        }
        return settings.avoid().contains(candidate.model())
                ? candidate.placed(
                        Candidate.Place.AVOIDED,
                        Decision.Reason.ORDER,
                        "avoided by stage " + number + ": " + condition.text())
                : candidate;
    }

    /** Those listed before keep their order, then come the new ones in the order of {@code prefer}. */
    private Comparator<Candidate> order(List<Candidate> before) {
        Map<String, Integer> position = new HashMap<>();
        for (Candidate candidate : before) {
            int listed = candidate.place() == Candidate.Place.FREE
                    ? settings.prefer().indexOf(candidate.model())
                    : -1;
            position.put(candidate.model(), listed < 0 ? position.size() : before.size() + listed);
        }
        return Comparator.comparing(candidate -> position.get(candidate.model()));
    }
}
