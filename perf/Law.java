import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How a figure grows with what it is measured against.
 *
 * <p>What it has at the least is taken off, for that is not growth: with y = a + b·n^k the exponent is then k, and not hidden by a. It is taken
 * from the two largest points: k = ln(Δy₂ / Δy₁) / ln(Δn₂ / Δn₁). The least is the lowest median, be it not of the least point: nothing gets cheaper
 * by growing, so that one higher before it is an accident. Growth within the scatter of its rounds, or less than is worth a word, is none; where
 * that of the second largest point is, the scatter stands for it, so that k is at least what is said.
 *
 * @param exponent 0 where it does not grow, 1 for a straight line
 */
record Law(double exponent) {
    /** A straight line's, with room for what caches and rounds do: sorting (n ln n) is 1.18 from 100 to 1,000, a square is 2. */
    static final double LINEAR = 1.2;

    /** @param worth what is at least worth a word, in the figures' unit */
    static Law of(List<Double> sizes, List<Stat> figures, double worth) {
        int last = sizes.size() - 1;
        Stat least = figures.stream().min(Comparator.comparingDouble(Stat::median)).orElseThrow();
        double base = least.median();
        double scatter = Math.max(worth, least.max() - least.min());
        double grown = figures.get(last).median() - base;
        if (Double.isNaN(grown)) return new Law(Double.NaN);
        if (grown <= scatter) return new Law(0);
        if (last < 2) return new Law(Double.NaN);
        double before = Math.max(scatter, figures.get(last - 1).median() - base);
        double steps = (sizes.get(last) - sizes.getFirst()) / (sizes.get(last - 1) - sizes.getFirst());
        return new Law(Math.max(0, Math.log(grown / before) / Math.log(steps)));
    }

    boolean isFlat() {
        return exponent == 0;
    }

    /** Also what could not be measured is no proof. */
    boolean isLinearAtMost() {
        return exponent <= LINEAR;
    }

    String words() {
        if (Double.isNaN(exponent)) return "not measured";
        return isFlat() ? "flat" : String.format(Locale.ROOT, "n^%.2f", exponent) + (isLinearAtMost() ? "" : ", WORSE THAN LINEAR");
    }

    /** That a square is found out, a line is not taken for one, and nothing for growth that is none; how many cases held. */
    static int selfTest() {
        List<Double> sizes = List.of(1.0, 10.0, 100.0, 1000.0);
        List<Stat> square = sizes.stream().map(n -> Stat.of(List.of(80 + n * n / 1000, 81 + n * n / 1000))).toList();
        List<Stat> line = sizes.stream().map(n -> Stat.of(List.of(80 + n / 2, 81 + n / 2))).toList();
        List<Stat> sorting = sizes.stream().map(n -> Stat.of(List.of(80 + n * Math.log(n) / 10, 81 + n * Math.log(n) / 10))).toList();
        List<Stat> same = sizes.stream().map(n -> Stat.of(List.of(80.0, 81.0))).toList();
        List<Stat> accident = List.of(Stat.of(List.of(150.0, 152.0)), line.get(1), line.get(2), line.get(3));
        List<Stat> unknown = sizes.stream().map(n -> Stat.of(List.of())).toList();
        check(!of(sizes, square, 1).isLinearAtMost() && of(sizes, square, 1).words().endsWith("LINEAR"));
        check(of(sizes, line, 1).isLinearAtMost() && !of(sizes, line, 1).isFlat());
        check(of(sizes, sorting, 1).isLinearAtMost());
        check(of(sizes, same, 1).isFlat());
        check(of(sizes, accident, 1).isLinearAtMost());
        check(!of(sizes, unknown, 1).isLinearAtMost());
        return 6;
    }

    private static void check(boolean holds) {
        if (!holds) throw new IllegalStateException("the law of growth is told wrongly");
    }
}
