package dev.outrigger.rollout;

import dev.outrigger.rollout.Outcomes.Result;
import dev.outrigger.rollout.Outcomes.Row;
import dev.outrigger.route.Opening;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Replayed decisions beside what each model made of their requests: what the recorded ones came to, and what the other
 * policy's would have.
 *
 * <p>How: sums of both over the decisions of which both are known, each weighed by its task's share; their ratios. Intervals
 * by drawing as many groups as there are with replacement, {@link #DRAWS} times, and leaving out the outermost twentieth
 * (Efron and Tibshirani, An Introduction to the Bootstrap, chapter 13). Not thread-safe.
 */
final class Judged {
    /** Redrawings. */
    static final int DRAWS = 500;

    /** Of fewer groups no interval is told. */
    static final int FEWEST_GROUPS = 30;

    private static final long SEED = 20_261_130;
    private static final double OUTSIDE = 0.025;

    private final Outcomes outcomes;
    private final List<One> all = new ArrayList<>();
    private final Map<String, Integer> groups = new HashMap<>();
    private final Map<String, Integer> tasks = new HashMap<>();
    private final Map<String, Long> cannot = new TreeMap<>();

    Judged(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    /** A decision: who answers then, and instead. */
    private record One(int group, String task, String model, Result then, Result instead) {}

    /** The sums of one measure. */
    private static final class Sums {
        private double weight;
        private double then;
        private double instead;

        private void add(double by, double before, double after) {
            weight += by;
            then += by * before;
            instead += by * after;
        }

        private double ratio() {
            return instead / then;
        }
    }

    void add(String exchange, Opening then, Opening instead) {
        if (outcomes.areNone()) return;
        Optional<Row> row = outcomes.of(exchange);
        if (row.isEmpty()) {
            cannot("nothing is told of it");
            return;
        }
        Optional<Result> before = result(row.get(), then);
        Optional<Result> after = before.isPresent() ? result(row.get(), instead) : Optional.empty();
        if (after.isEmpty()) return;
        String task = row.get().task().orElse("");
        String group = row.get().group().orElse(exchange);
        tasks.merge(task, 1, Integer::sum);
        all.add(new One(
                groups.computeIfAbsent(group, fresh -> groups.size()),
                task,
                instead.words(),
                before.get(),
                after.get()));
    }

    /** What came of a plan: only of a single model's whole answer can it be told. */
    private Optional<Result> result(Row row, Opening opening) {
        Optional<Result> result = opening.plain()
                .flatMap(model -> Optional.ofNullable(row.models().get(model)));
        if (result.isEmpty()) cannot("what " + opening.words() + " makes of it is not told");
        return result;
    }

    private void cannot(String why) {
        cannot.merge(why, 1L, Long::sum);
    }

    Optional<Judgement> report(List<Mix> mixes) {
        if (outcomes.areNone()) return Optional.empty();
        List<Mix> asked = mixes.isEmpty() ? List.of(Mix.AS_IT_COMES) : mixes;
        return Optional.of(new Judgement(
                all.size(), groups.size(), cannot, asked.stream().map(this::row).toList()));
    }

    private Judgement.Row row(Mix mix) {
        List<String> missing = mix.without(tasks.keySet());
        if (!missing.isEmpty())
            throw new IllegalArgumentException("no decision that can be judged is of task " + String.join(", ", missing)
                    + " of the mix " + mix.name() + "; there are " + String.join(", ", new TreeSet<>(tasks.keySet())));
        double[] weights =
                all.stream().mapToDouble(one -> mix.weight(one.task(), tasks)).toArray();
        List<int[]> draws = draws();
        Map<String, Double> shares = new TreeMap<>();
        double weight = 0;
        for (int i = 0; i < weights.length; i++) {
            weight += weights[i];
            if (weights[i] > 0) shares.merge(all.get(i).model(), weights[i], Double::sum);
        }
        double whole = weight;
        shares.replaceAll((model, share) -> share / whole);
        return new Judgement.Row(
                mix.name(),
                measured(mix, draws, Measure.QUALITY),
                measured(mix, draws, Measure.DOLLARS),
                measured(mix, draws, Measure.SECONDS),
                shares);
    }

    /** What can be told of an answer. */
    private enum Measure {
        QUALITY,
        DOLLARS,
        SECONDS;

        private double of(Result result) {
            return switch (this) {
                case QUALITY -> result.quality().orElse(Double.NaN);
                case DOLLARS -> result.dollars().orElse(Double.NaN);
                case SECONDS -> result.seconds().orElse(Double.NaN);
            };
        }
    }

    /** Of those of whom it is known; tasks keep their shares among these. */
    private double[] known(Mix mix, double[] then, double[] instead) {
        Map<String, Integer> counts = new HashMap<>();
        double[] known = new double[then.length];
        for (int i = 0; i < known.length; i++) {
            if (Double.isNaN(then[i]) || Double.isNaN(instead[i])) continue;
            known[i] = 1;
            counts.merge(all.get(i).task(), 1, Integer::sum);
        }
        for (int i = 0; i < known.length; i++)
            if (known[i] > 0) known[i] = mix.weight(all.get(i).task(), counts);
        return known;
    }

    /** Of so many that count something. */
    private long groupsOf(double[] weights) {
        return IntStream.range(0, weights.length)
                .filter(i -> weights[i] > 0)
                .map(i -> all.get(i).group())
                .distinct()
                .count();
    }

    private Optional<Judgement.Ratio> measured(Mix mix, List<int[]> draws, Measure measure) {
        double[] then = all.stream().mapToDouble(one -> measure.of(one.then())).toArray();
        double[] instead =
                all.stream().mapToDouble(one -> measure.of(one.instead())).toArray();
        double[] known = known(mix, then, instead);
        Sums once = new Sums();
        for (int i = 0; i < known.length; i++) if (known[i] > 0) once.add(known[i], then[i], instead[i]);
        if (!(once.then > 0)) return Optional.empty();
        double[] drawn = draws.stream()
                .mapToDouble(times -> again(known, then, instead, times))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return Optional.of(new Judgement.Ratio(
                once.then / once.weight,
                once.instead / once.weight,
                once.ratio(),
                groupsOf(known) < FEWEST_GROUPS ? Optional.empty() : interval(drawn)));
    }

    private double again(double[] known, double[] then, double[] instead, int[] times) {
        Sums sums = new Sums();
        for (int i = 0; i < known.length; i++) {
            double weight = known[i] * times[all.get(i).group()];
            if (weight > 0) sums.add(weight, then[i], instead[i]);
        }
        return sums.ratio();
    }

    private static Optional<Judgement.Interval> interval(double... drawn) {
        if (drawn.length < DRAWS / 2) return Optional.empty();
        int out = (int) Math.round(OUTSIDE * (drawn.length - 1));
        return Optional.of(new Judgement.Interval(drawn[out], drawn[drawn.length - 1 - out]));
    }

    /** How often each group is drawn; the same draws each time. */
    private List<int[]> draws() {
        List<int[]> draws = new ArrayList<>();
        if (groups.size() < FEWEST_GROUPS) return draws;
        Random random = new Random(SEED);
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] times = new int[groups.size()];
            for (int i = 0; i < times.length; i++) times[random.nextInt(times.length)]++;
            draws.add(times);
        }
        return draws;
    }
}
