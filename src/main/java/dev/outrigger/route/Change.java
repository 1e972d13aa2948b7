package dev.outrigger.route;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.RegistryView;
import java.util.LinkedHashMap;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/** One thing that might have been otherwise when a decision was made. */
public sealed interface Change {
    /** Decides again, with this otherwise and all else the same. */
    Decision decide(Policy policy, Query query);

    /** In words, after "if". */
    String words();

    /**
     * The weight of a term is another: anywhere between these.
     *
     * @param is what it was
     * @param over at least 0
     * @param under at most the greatest weight there may be
     */
    record Weight(Term term, double is, double over, double under) implements Change {
        @Override
        public Decision decide(Policy policy, Query query) {
            return at(policy, query, (over + under) / 2);
        }

        Decision at(Policy policy, Query query, double weight) {
            return policy.weighing(term, weight).decide(query);
        }

        @Override
        public String words() {
            String name = "the weight of " + term.word() + " were ";
            String now = " (it is " + Counterfactuals.number(is) + ")";
            if (over <= 0) return name + "under " + Counterfactuals.number(under) + now;
            if (under >= Objective.GREATEST) return name + "over " + Counterfactuals.number(over) + now;
            return name + "between " + Counterfactuals.number(over) + " and " + Counterfactuals.number(under) + now;
        }
    }

    /**
     * A score of the analysis is another; of those that are near enough to be tried, the nearest.
     *
     * @param is what it was; absent where it was missing
     * @param were 0 to 1
     */
    record Scored(Dimension dimension, OptionalDouble is, double were) implements Change {
        @Override
        public Decision decide(Policy policy, Query query) {
            SequencedMap<Dimension, Score> scores =
                    new LinkedHashMap<>(query.analysis().scores());
            scores.put(dimension, Score.estimated(were, 1));
            Analysis other = new Analysis(
                    scores, query.analysis().runs(), query.analysis().elapsedNanos());
            return policy.decide(new Query(query.outline(), other, query.view(), query.clearance(), query.occasion()));
        }

        @Override
        public String words() {
            return dimension.name() + " were " + Counterfactuals.number(were) + " (it is "
                    + (is.isPresent() ? Counterfactuals.number(is.getAsDouble()) : "missing") + ")";
        }
    }

    /** So large a share of the exchanges that may be in flight is. */
    record Load(double is, double were) implements Change {
        @Override
        public Decision decide(Policy policy, Query query) {
            return policy.decide(Counterfactuals.on(query, query.occasion().loaded(were)));
        }

        @Override
        public String words() {
            return "load.share were " + Counterfactuals.number(were) + " (it is " + Counterfactuals.number(is) + ")";
        }
    }

    /** Since when dollars are counted. */
    enum Window {
        TODAY("spend.today"),
        HOUR("spend.hour");

        private final String word;

        Window(String word) {
            this.word = word;
        }

        /** Its name in expressions. */
        public String word() {
            return word;
        }

        OptionalDouble spent(Occasion occasion) {
            return switch (this) {
                case TODAY -> occasion.spent();
                case HOUR -> occasion.spentThisHour();
            };
        }

        private Occasion with(Occasion occasion, double dollars) {
            return switch (this) {
                case TODAY -> occasion.spent(OptionalDouble.of(dollars), occasion.spentThisHour());
                case HOUR -> occasion.spent(occasion.spent(), OptionalDouble.of(dollars));
            };
        }
    }

    /** So many dollars were spent since then. */
    record Spend(Window since, double is, double were) implements Change {
        @Override
        public Decision decide(Policy policy, Query query) {
            return policy.decide(Counterfactuals.on(query, since.with(query.occasion(), were)));
        }

        @Override
        public String words() {
            return since.word() + " were " + Counterfactuals.number(were) + " (it is " + Counterfactuals.number(is)
                    + ")";
        }
    }

    /** A model is ready that was not. */
    record Ready(String model, String is) implements Change {
        @Override
        public Decision decide(Policy policy, Query query) {
            RegistryView view = new RegistryView(
                    query.view().models().stream().map(this::ready).toList());
            return policy.decide(
                    new Query(query.outline(), query.analysis(), view, query.clearance(), query.occasion()));
        }

        private ModelState ready(ModelState state) {
            return state.profile().name().equals(model)
                    ? new ModelState(
                            state.profile(),
                            new Health.Ready(),
                            state.inFlight(),
                            state.firstTokenSeconds(),
                            state.window(),
                            state.figures())
                    : state;
        }

        @Override
        public String words() {
            return model + " were ready (it is " + is + ")";
        }
    }
}
