package dev.outrigger.registry;

import java.util.Arrays;
import java.util.OptionalDouble;

/** The last figures of a kind, such as seconds or tokens a second, for what most of them are. Thread-safe. */
final class Recent {
    /** Remembered at most; older ones say less than they cost. */
    static final int MOST = 64;

    /** Fewer of them say nothing of the rare ones. */
    static final int FEW = 20;

    /** Fewer of them say nothing of the middle. */
    static final int SOME = 5;

    private final double[] figures = new double[MOST];
    private int count;
    private int next;

    synchronized void add(double figure) {
        figures[next] = figure;
        next = (next + 1) % MOST;
        count = Math.min(count + 1, MOST);
    }

    /** The greatest of them; absent while too few are known to say so. */
    synchronized OptionalDouble greatest() {
        return count < FEW
                ? OptionalDouble.empty()
                : Arrays.stream(figures, 0, count).max();
    }

    /** What 95 of 100 did not exceed; absent while too few are known to say so. */
    OptionalDouble knownP95() {
        return quantiles().p95();
    }

    /** What 95 of 100 did not exceed; absent before the first. */
    OptionalDouble p95() {
        double[] sorted = sorted();
        return sorted.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(at(sorted, 0.95));
    }

    /** What half did not exceed; absent while there are fewer than so many. */
    OptionalDouble median(int least) {
        double[] sorted = sorted();
        return sorted.length < least ? OptionalDouble.empty() : OptionalDouble.of(at(sorted, 0.5));
    }

    Quantiles quantiles() {
        double[] sorted = sorted();
        return new Quantiles(
                sorted.length < SOME ? OptionalDouble.empty() : OptionalDouble.of(at(sorted, 0.5)),
                sorted.length < FEW ? OptionalDouble.empty() : OptionalDouble.of(at(sorted, 0.95)));
    }

    private double[] sorted() {
        double[] sorted;
        synchronized (this) {
            sorted = Arrays.copyOf(figures, count);
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
