package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
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
    private final Expression condition;
    private final Wishes wishes;
    private final Wishes.Wisher wisher;
    private final String applies;

    /**
     * Compiles the rule.
     *
     * @param number of the stage in its policy, from 1: how notes name it
     */
    public RuleStage(int number, StageSettings.Rule settings) {
        this.number = number;
        this.condition = Expression.compile(settings.when());
        this.wishes = new Wishes(settings.prefer(), settings.avoid(), settings.only());
        this.wisher = new Wishes.Wisher(name(), "stage " + number, Decision.Reason.RULE, condition.text());
        this.applies = "stage " + number + " applies: " + condition.text();
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
            case Expression.Match.Yes yes -> wishes.fulfilled(shortlist, wisher).noting(name(), applies);
        };
    }
}
