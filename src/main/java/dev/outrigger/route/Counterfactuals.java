package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/**
 * By what little a decision would have been another: weights of the objective, scores of the analysis, the load, what was
 * spent, and the health of models, one at a time. Pure, as the policy is; each was tried by deciding again, which takes some
 * hundred decisions in all, so only who asks for an explanation pays for it.
 */
public final class Counterfactuals {
    /** Of one decision, at most. */
    static final int MOST = 16;

    /** Values of a number that are tried, between which the nearest is then looked for. */
    private static final int STEPS = 8;

    private static final double DECIMALS = 1e4;
    private static final double GREATEST_SPEND = 1e6;

    private final Policy policy;
    private final Query query;
    private final Optional<String> first;
    private final List<Counterfactual> found = new ArrayList<>();

    private Counterfactuals(Policy policy, Query query, Decision decision) {
        this.policy = policy;
        this.query = query;
        this.first = first(decision);
    }

    /** Those of a decision that this policy made of this query. */
    public static List<Counterfactual> of(Policy policy, Query query, Decision decision) {
        Counterfactuals looking = new Counterfactuals(policy, query, decision);
        looking.weights(decision);
        looking.health(decision);
        looking.scores();
        looking.load();
        looking.spend();
        return looking.found.size() <= MOST ? List.copyOf(looking.found) : List.copyOf(looking.found.subList(0, MOST));
    }

    private void weights(Decision decision) {
        for (Term term : Term.values())
            for (Counterfactual one : Overtaking.of(term, decision)) if (holds(one)) found.add(one);
    }

    /** Whether it does in the middle and near both ends: a stage behind the score may have the last word. */
    private boolean holds(Counterfactual one) {
        if (!(one.change() instanceof Change.Weight weight)) return false;
        double width = weight.under() - weight.over();
        for (double share : new double[] {0.01, 0.5, 0.99}) {
            Decision again = weight.at(policy, query, weight.over() + share * width);
            if (!first(again).equals(Optional.of(one.model()))) return false;
        }
        return true;
    }

    private void health(Decision decision) {
        for (Decision.Excluded out : decision.excluded()) {
            if (!out.stage().equals(HealthFilter.NAME)) continue;
            Change ready = new Change.Ready(out.model(), out.because());
            if (first(ready.decide(policy, query)).equals(Optional.of(out.model())))
                found.add(new Counterfactual(out.model(), ready));
        }
    }

    private void scores() {
        for (Dimension dimension : Dimension.ALL) {
            if (dimension.kind() != Dimension.Kind.FRACTION
                    || !policy.dimensions().contains(dimension)) continue;
            OptionalDouble is = query.analysis().number(dimension);
            DoubleFunction<Change> change = were -> new Change.Scored(dimension, is, were);
            // A missing one counts as the greatest where it counts at all.
            if (is.isEmpty() && isOther(change.apply(1))) {
                tryAt(1, change);
                continue;
            }
            nearest(is.orElse(1), 1, change);
            nearest(is.orElse(1), 0, change);
        }
    }

    private void load() {
        double is = query.occasion().load();
        nearest(is, 1, were -> new Change.Load(is, were));
        nearest(is, 0, were -> new Change.Load(is, were));
    }

    private void spend() {
        for (Change.Window window : Change.Window.values())
            window.spent(query.occasion()).ifPresent(is -> {
                nearest(is, Math.min(GREATEST_SPEND, is * 2 + 1), were -> new Change.Spend(window, is, were));
                nearest(is, 0, were -> new Change.Spend(window, is, were));
            });
    }

    private void tryAt(double were, DoubleFunction<Change> change) {
        Change made = change.apply(were);
        Optional<String> other = first(made.decide(policy, query));
        if (other.isPresent() && !other.equals(first)) found.add(new Counterfactual(other.get(), made));
    }

    /** Looks from one value to another for the nearest that changes the decision. */
    private void nearest(double from, double to, DoubleFunction<Change> change) {
        double same = from;
        for (int step = 1; step <= STEPS && from != to; step++) {
            double at = from + (to - from) * step / STEPS;
            if (isOther(change.apply(at))) {
                tryAt(outward(same, at, change), change);
                return;
            }
            same = at;
        }
    }

    /** Between one that changes nothing and one that does, to four decimals. */
    private double outward(double same, double other, DoubleFunction<Change> change) {
        double near = same;
        double far = other;
        while (Math.abs(far - near) > 1 / DECIMALS) {
            double middle = (near + far) / 2;
            if (isOther(change.apply(middle))) far = middle;
            else near = middle;
        }
        // Away from what is: what is said in four decimals has to be true of them.
        return (far > near ? Math.ceil(far * DECIMALS) : Math.floor(far * DECIMALS)) / DECIMALS;
    }

    private boolean isOther(Change change) {
        Optional<String> other = first(change.decide(policy, query));
        return other.isPresent() && !other.equals(first);
    }

    private static Optional<String> first(Decision decision) {
        return decision.considered().stream().findFirst().map(Decision.Considered::model);
    }

    static Query on(Query query, Occasion other) {
        return new Query(query.outline(), query.analysis(), query.view(), query.clearance(), other);
    }

    /** Without needless zeros, at most four decimals. */
    static String number(double number) {
        double rounded = Math.round(number * DECIMALS) / DECIMALS;
        return rounded == Math.rint(rounded)
                ? Long.toString((long) rounded)
                : String.format(Locale.ROOT, "%s", rounded);
    }
}
