package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** What is expected of a candidate that is not to come last: a least quality, a greatest cost, a greatest latency. */
final class Bar {
    private static final double WIDE = Weights.WIDE;
    private static final Now NONE = new Now(List.of(), new double[0], List.of());

    private final List<Edge> edges;

    Bar(StageSettings.Score settings) {
        List<Edge> all = new ArrayList<>();
        settings.floor()
                .ifPresent(figure -> all.add(new Edge(Side.FLOOR, Formula.of("floor", figure, -WIDE, WIDE, 0))));
        settings.costCeiling()
                .ifPresent(
                        figure -> all.add(new Edge(Side.COST, Formula.of("costCeiling", figure, -WIDE, WIDE, WIDE))));
        settings.latencyCeiling()
                .ifPresent(figure ->
                        all.add(new Edge(Side.LATENCY, Formula.of("latencyCeiling", figure, -WIDE, WIDE, WIDE))));
        this.edges = List.copyOf(all);
    }

    /** What it reads of the analysis. */
    Set<Dimension> dimensions() {
        return edges.stream()
                .flatMap(edge -> edge.formula().dimensions().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private record Edge(Side side, Formula formula) {}

    /** Of what there is a bound. */
    private enum Side {
        FLOOR("quality"),
        COST("cost"),
        LATENCY("latency");

        private final String word;

        Side(String word) {
            this.word = word;
        }

        OptionalDouble of(Estimate estimate) {
            return switch (this) {
                case FLOOR -> estimate.quality();
                case COST -> estimate.cost();
                case LATENCY -> estimate.latency();
            };
        }

        /** Why it falls short; an unknown figure is no objection. */
        Optional<String> objection(Estimate estimate, double bound) {
            OptionalDouble figure = of(estimate);
            if (figure.isEmpty()) return Optional.empty();
            double value = figure.getAsDouble();
            boolean falls = this == FLOOR ? value < bound : value > bound;
            return falls
                    ? Optional.of("its " + word + ' ' + amount(value) + " is "
                            + (this == FLOOR ? "under the floor " : "over the ceiling ") + amount(bound))
                    : Optional.empty();
        }

        private String amount(double value) {
            return switch (this) {
                case FLOOR -> Decimals.of(value, 2);
                case COST -> "$" + Decimals.of(value, 6);
                case LATENCY -> Decimals.of(value, 1) + " s";
            };
        }
    }

    /** The bar for one query, with what is to be remarked of it. */
    Now at(Query query) {
        if (edges.isEmpty()) return NONE;
        List<String> remarks = new ArrayList<>(0);
        double[] bounds = new double[edges.size()];
        for (int i = 0; i < bounds.length; i++) {
            Formula.Worth worth = edges.get(i).formula().at(query);
            worth.remark().ifPresent(remarks::add);
            bounds[i] = worth.value();
        }
        return new Now(edges, bounds, remarks);
    }

    /** A bar at a height. */
    static final class Now {
        private final List<Edge> edges;
        private final double[] bounds;
        private final List<String> remarks;

        private Now(List<Edge> edges, double[] bounds, List<String> remarks) {
            this.edges = edges;
            this.bounds = bounds;
            this.remarks = remarks;
        }

        List<String> remarks() {
            return remarks;
        }

        /** Why this is under the bar; absent where it is not, as far as is known. */
        Optional<String> objection(Estimate estimate) {
            for (int i = 0; i < bounds.length; i++) {
                Optional<String> objection = edges.get(i).side().objection(estimate, bounds[i]);
                if (objection.isPresent()) return objection;
            }
            return Optional.empty();
        }

        /** What of it could not be held against the bar. */
        Optional<String> unknown(Estimate estimate) {
            StringBuilder words = new StringBuilder(0);
            for (Edge edge : edges)
                if (edge.side().of(estimate).isEmpty())
                    words.append(words.isEmpty() ? "its " : " and ").append(edge.side().word);
            return words.isEmpty()
                    ? Optional.empty()
                    : Optional.of(words.append(" is unknown, and passes the bound of it")
                            .toString());
        }
    }
}
