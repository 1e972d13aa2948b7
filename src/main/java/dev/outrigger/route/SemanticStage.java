package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts first the models for the examples that a request is most like.
 *
 * <p>Why: a few examples say what a request is about where no label does. When: the greatest likeness of a name that the
 * operator gave models for is enough; of equals the one that the file names first. A model that an earlier stage placed
 * keeps its place. Scores: with the likeness missing nobody is placed, and the decision says so. Limits: knows what the
 * encoder knows, and reads the last two turns of the user.
 */
public final class SemanticStage implements Stage {
    private final SemanticSettings settings;
    private final Formula least;

    public SemanticStage(SemanticSettings settings) {
        this.settings = settings;
        this.least = Formula.of("likeness", settings.likeness(), 0, 1, 1);
    }

    @Override
    public String name() {
        return "semantic";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Stream.concat(Stream.of(Dimension.SIMILARITY), least.dimensions().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        Formula.Worth needed = least.at(query);
        Shortlist noted =
                needed.remark().map(remark -> shortlist.noting(name(), remark)).orElse(shortlist);
        Score score = query.analysis().score(Dimension.SIMILARITY);
        if (!(score instanceof Score.Measured(Score.Value.Amounts(SortedMap<String, Double> likeness), var confidence)))
            return noted.noting(name(), "likeness is missing, " + Fact.why(score));
        Optional<Map.Entry<String, Double>> nearest = nearest(likeness);
        return nearest.filter(most -> most.getValue() >= needed.value())
                .map(most -> new Listing(settings.prefer().getOrDefault(most.getKey(), List.of()))
                        .first(
                                noted,
                                Decision.Reason.SIMILAR,
                                "like the examples of " + most.getKey() + ", " + Decimals.of(most.getValue(), 2)))
                .orElseGet(() -> noted.noting(name(), unlike(nearest, needed.value())));
    }

    private static String unlike(Optional<Map.Entry<String, Double>> nearest, double needed) {
        return nearest.map(most -> "most like the examples of %s, %s, under %s"
                        .formatted(most.getKey(), Decimals.of(most.getValue(), 2), Decimals.of(needed, 2)))
                .orElse("nothing is known of its examples");
    }

    /** In the file's order, so that the first of equals wins. */
    private Optional<Map.Entry<String, Double>> nearest(SortedMap<String, Double> likeness) {
        Map.Entry<String, Double> nearest = null;
        for (String name : settings.prefer().keySet()) {
            Double found = likeness.get(name);
            if (found != null && (nearest == null || found > nearest.getValue())) nearest = Map.entry(name, found);
        }
        return Optional.ofNullable(nearest);
    }
}
