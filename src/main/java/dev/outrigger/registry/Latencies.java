package dev.outrigger.registry;

import java.util.Arrays;
import java.util.OptionalDouble;

/** The last durations of a kind, in seconds, for what most of them take. Thread-safe. */
final class Latencies {
    /** Remembered at most; older ones say less than they cost. */
    static final int MOST = 64;

    private final double[] seconds = new double[MOST];
    private int count;
    private int next;

    synchronized void add(double duration) {
        seconds[next] = duration;
        next = (next + 1) % MOST;
        count = Math.min(count + 1, MOST);
    }

    /** The duration that 95 of 100 did not exceed; absent before the first. */
    OptionalDouble p95() {
        double[] sorted;
        synchronized (this) {
            if (count == 0) return OptionalDouble.empty();
            sorted = Arrays.copyOf(seconds, count);
        }
        Arrays.sort(sorted);
        return OptionalDouble.of(sorted[(int) Math.ceil(0.95 * sorted.length) - 1]);
    }
}
