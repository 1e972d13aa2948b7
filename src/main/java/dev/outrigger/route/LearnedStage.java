package dev.outrigger.route;

import dev.outrigger.analyze.Abilities;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;

/**
 * Expects of each candidate what models like it made of prompts like the request.
 *
 * <p>Why: a single number says how good a model is on average, and not at what. When: always; the stage score behind it
 * weighs what is expected here in place of what it would expect by itself. A model is one that was learned, by the name the
 * operator says; of another with a known quality it is presumed from that; of one of which nothing is known nothing is
 * expected. Scores: with the factors missing nothing is expected of anybody, and the decision says so. Limits: learned from
 * public benchmarks, whose prompts are not the app's.
 */
public final class LearnedStage implements Stage {
    private final LearnedSettings settings;
    private final Abilities abilities;
    private final Map<String, Optional<Abilities.Ability>> named = new HashMap<>();

    /** @throws IllegalArgumentException where it names a model that was not learned */
    public LearnedStage(LearnedSettings settings, Abilities abilities) {
        settings.check(abilities);
        this.settings = settings;
        this.abilities = abilities;
        settings.as().forEach((model, name) -> named.put(model, abilities.of(name)));
    }

    @Override
    public String name() {
        return "learned";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of(Dimension.FACTORS);
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        Score score = query.analysis().score(Dimension.FACTORS);
        if (!(score instanceof Score.Measured(Score.Value.Amounts(SortedMap<String, Double> factors), var confidence)))
            return shortlist.noting(name(), "nothing is expected of anybody: factors are missing, " + Fact.why(score));
        return shortlist.map(candidate -> expected(candidate, factors));
    }

    private Candidate expected(Candidate candidate, SortedMap<String, Double> factors) {
        OptionalDouble right = ability(candidate).stream()
                .flatMapToDouble(ability -> ability.right(factors).stream())
                .findFirst();
        if (right.isEmpty()) return candidate;
        String as = settings.as().getOrDefault(candidate.model(), "");
        return candidate
                .expected(right.getAsDouble())
                .remarked("expected to be right with " + Decimals.of(right.getAsDouble(), 2)
                        + (as.isEmpty() ? ", as models of its quality" : ", as " + as));
    }

    private Optional<Abilities.Ability> ability(Candidate candidate) {
        Optional<Abilities.Ability> learned = named.getOrDefault(candidate.model(), Optional.empty());
        if (learned.isPresent()) return learned;
        OptionalDouble quality = candidate.profile().quality();
        return quality.isPresent() ? Optional.of(abilities.presumed(quality.getAsDouble())) : Optional.empty();
    }
}
