package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An objective, compiled. A weight whose expression touches something unknown is what it is where nobody says another; one
 * under 0 counts as 0, one over 1000 as 1000; where all are 0, all are what they are where nobody says others.
 */
final class Weights {
    /** Expressions may leave the range of weights; what they may not is a bound against nonsense. */
    static final double WIDE = 1e9;

    private final Map<Term, Formula> formulas = new EnumMap<>(Term.class);

    Weights(Objective objective) {
        for (Term term : Term.values())
            formulas.put(term, Formula.of("objective." + term.word(), objective.of(term), -WIDE, WIDE, term.usual()));
    }

    /** What they read of the analysis. */
    Set<Dimension> dimensions() {
        return formulas.values().stream()
                .flatMap(formula -> formula.dimensions().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The weights for one query, at least 0 and not all 0, with what is to be remarked of them. */
    record Now(double quality, double cost, double latency, List<String> remarks) {
        double sum() {
            return quality + cost + latency;
        }
    }

    Now at(Query query) {
        List<String> remarks = new ArrayList<>(0);
        Now now = new Now(
                of(Term.QUALITY, query, remarks),
                of(Term.COST, query, remarks),
                of(Term.LATENCY, query, remarks),
                remarks);
        if (now.sum() > 0) return now;
        remarks.add("the objective's weights are all 0, and taken as where nobody says others");
        return new Now(Term.QUALITY.usual(), Term.COST.usual(), Term.LATENCY.usual(), remarks);
    }

    private double of(Term term, Query query, List<String> remarks) {
        Formula formula = formulas.get(term);
        if (formula == null) throw new IllegalStateException("no weight of " + term);
        Formula.Worth worth = formula.at(query);
        worth.remark().ifPresent(remarks::add);
        return Math.clamp(worth.value(), 0, Objective.GREATEST);
    }
}
