package dev.outrigger.registry;

import java.util.Arrays;
import java.util.OptionalDouble;

/** The last durations of a kind, in seconds, for what most of them take. Thread-safe. */
final class Latencies {
    /** Remembered at most; older ones say less than they cost. */
    static final int MOST = 64;

    /** Fewer of them say nothing of the rare ones. */
    static final int FEW = 20;

    private final double[] seconds = new double[MOST];
    private int count;
    private int next;

    synchronized void add(double duration) {
        seconds[next] = duration;
        next = (next + 1) % MOST;
        count = Math.min(count + 1, MOST);
    }

    /** The longest of them; absent while too few are known to say so. */
    synchronized OptionalDouble longest() {
        return count < FEW
                ? OptionalDouble.empty()
                : Arrays.stream(seconds, 0, count).max();
    }

    /** The duration that 95 of 100 did not exceed; absent while too few are known to say so. */
    OptionalDouble knownP95() {
        return longest().isEmpty() ? OptionalDouble.empty() : p95();
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
