package dev.outrigger.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which weight of a term would put another candidate first. Utilities are linear in a weight while the others stay, up to a
 * factor that is the same for all: so who is first at which weight is the upper envelope of lines, and its pieces beside
 * the one that holds are found by where lines cross. Weights have four decimals; a piece that has none of them inside is
 * passed over.
 */
final class Overtaking {
    private static final double DECIMALS = 1e4;

    private final Term term;
    private final double weight;
    private final List<Line> lines;

    private Overtaking(Term term, double weight, List<Line> lines) {
        this.term = term;
        this.weight = weight;
        this.lines = lines;
    }

    /** A candidate's utility over the weight, up to the factor. */
    private record Line(String model, double slope, double start) {
        static Line of(Decision.Considered candidate, Rating rating, Term term) {
            double start = 0;
            for (Term other : Term.values())
                if (other != term)
                    start += rating.of(other).weight() * rating.of(other).worth();
            return new Line(candidate.model(), rating.of(term).worth(), start);
        }

        double crossing(Line other) {
            return (start - other.start) / (other.slope - slope);
        }
    }

    /** The pieces next to the one that holds, below it and above. */
    static List<Counterfactual> of(Term term, Decision decision) {
        if (decision.margin().isEmpty()) return List.of();
        Decision.Considered first = decision.considered().getFirst();
        List<Line> lines = new ArrayList<>();
        for (Decision.Considered candidate : decision.considered())
            if (candidate.place() == first.place())
                candidate.rating().ifPresent(rating -> lines.add(Line.of(candidate, rating, term)));
        double weight = first.rating().orElseThrow().of(term).weight();
        Overtaking overtaking = new Overtaking(term, weight, lines);
        List<Counterfactual> found = new ArrayList<>();
        overtaking.below().ifPresent(found::add);
        overtaking.above().ifPresent(found::add);
        return found;
    }

    private Optional<Counterfactual> below() {
        Optional<Line> next = falling(lines.getFirst(), weight);
        if (next.isEmpty()) return Optional.empty();
        double under = lines.getFirst().crossing(next.get());
        double over = falling(next.get(), under).map(next.get()::crossing).orElse(0.0);
        return piece(next.get(), over, under);
    }

    private Optional<Counterfactual> above() {
        Optional<Line> next = rising(lines.getFirst(), weight);
        if (next.isEmpty()) return Optional.empty();
        double over = lines.getFirst().crossing(next.get());
        double under = rising(next.get(), over).map(next.get()::crossing).orElse(Objective.GREATEST);
        return piece(next.get(), over, under);
    }

    /** Who overtakes first as the weight falls from here: of those that depend less on it. */
    private Optional<Line> falling(Line from, double at) {
        Optional<Line> next = Optional.empty();
        double most = 0;
        for (Line line : lines) {
            if (line.slope() >= from.slope()) continue;
            double crossing = Math.min(from.crossing(line), at);
            boolean isNearer = crossing > most
                    || (crossing == most
                            && next.filter(other -> line.slope() < other.slope())
                                    .isPresent());
            if (isNearer) {
                most = crossing;
                next = Optional.of(line);
            }
        }
        return next;
    }

    /** Who overtakes first as it rises. */
    private Optional<Line> rising(Line from, double at) {
        Optional<Line> next = Optional.empty();
        double least = Objective.GREATEST;
        for (Line line : lines) {
            if (line.slope() <= from.slope()) continue;
            double crossing = Math.max(from.crossing(line), at);
            boolean isNearer = crossing < least
                    || (crossing == least
                            && next.filter(other -> line.slope() > other.slope())
                                    .isPresent());
            if (isNearer) {
                least = crossing;
                next = Optional.of(line);
            }
        }
        return next;
    }

    private Optional<Counterfactual> piece(Line line, double over, double under) {
        double from = Math.ceil(Math.max(0, over) * DECIMALS) / DECIMALS;
        double to = Math.floor(Math.min(Objective.GREATEST, under) * DECIMALS) / DECIMALS;
        return from < to
                ? Optional.of(new Counterfactual(line.model(), new Change.Weight(term, weight, from, to)))
                : Optional.empty();
    }
}
