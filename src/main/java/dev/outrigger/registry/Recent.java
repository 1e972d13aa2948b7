package dev.outrigger.registry;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The last figures of a kind, such as seconds or tokens a second, for what most of them are. They are kept in order, as
 * each answer adds one and asks for what is in the middle. Thread-safe.
 */
final class Recent {
    /** Remembered at most; older ones say less than they cost. */
    static final int MOST = 64;

    /** Fewer of them say nothing of the rare ones. */
    static final int FEW = 20;

    /** Fewer of them say nothing of the middle. */
    static final int SOME = 5;

    private final double[] figures = new double[MOST];
    private final double[] sorted = new double[MOST];
    private int count;
    private int next;

    synchronized void add(double figure) {
        if (count == MOST) forget(figures[next]);
        figures[next] = figure;
        next = (next + 1) % MOST;
        int place = place(figure);
        System.arraycopy(sorted, place, sorted, place + 1, count - place);
        sorted[place] = figure;
        count++;
    }

    private void forget(double figure) {
        int place = place(figure);
        count--;
        System.arraycopy(sorted, place + 1, sorted, place, count - place);
    }

    /** Where it stands, or belongs. */
    private int place(double figure) {
        int found = Arrays.binarySearch(sorted, 0, count, figure);
        return found < 0 ? -found - 1 : found;
    }

    /** The greatest of them; absent while too few are known to say so. */
    OptionalDouble greatest() {
        return at(1, FEW);
    }

    /** What 95 of 100 did not exceed; absent while too few are known to say so. */
    OptionalDouble knownP95() {
        return at(0.95, FEW);
    }

    /** What 95 of 100 did not exceed; absent before the first. */
    OptionalDouble p95() {
        return at(0.95, 1);
    }

    /** What half did not exceed; absent while there are fewer than so many. */
    OptionalDouble median(int least) {
        return at(0.5, least);
    }

    synchronized Quantiles quantiles() {
        return new Quantiles(at(0.5, SOME), at(0.95, FEW));
    }

    private synchronized OptionalDouble at(double share, int least) {
        return count < least ? OptionalDouble.empty() : OptionalDouble.of(sorted[(int) Math.ceil(share * count) - 1]);
    }
}
