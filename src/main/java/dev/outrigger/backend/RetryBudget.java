package dev.outrigger.backend;

import java.util.function.LongSupplier;

/**
 * How often a backend may be asked again for what it failed to do: so many times of its requests within ten seconds, and
 * a few more for one that is asked rarely. Under a storm of failures it thus sees a fifth more than its requests, not three
 * times as much. Thread-safe.
 */
final class RetryBudget {
    static final double SHARE = 0.2;
    /** Retries beyond the share. One of them comes back each {@link #WINDOW}. */
    static final int RESERVE = 10;

    static final int WINDOW = 10;
    private static final long SECOND = 1_000_000_000L;

    private final LongSupplier nanos;
    private final long start;
    private final int[] requests = new int[WINDOW];
    private final int[] retries = new int[WINDOW];
    private long second;
    private double reserve = RESERVE;

    RetryBudget(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /** A request is sent for the first time. */
    synchronized void asked() {
        turn();
        requests[slot()]++;
    }

    /** Takes one retry, if there is one left. */
    synchronized boolean tryRetry() {
        turn();
        if (sum(retries) + 1 <= SHARE * sum(requests)) {
            retries[slot()]++;
            return true;
        }
        if (reserve < 1) return false;
        reserve--;
        return true;
    }

    private void turn() {
        long now = (nanos.getAsLong() - start) / SECOND;
        reserve = Math.min(RESERVE, reserve + (now - second) / (double) WINDOW);
        for (long passed = second + 1; passed <= Math.min(now, second + WINDOW); passed++) {
            requests[(int) (passed % WINDOW)] = 0;
            retries[(int) (passed % WINDOW)] = 0;
        }
        second = now;
    }

    private int slot() {
        return (int) (second % WINDOW);
    }

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) sum += count;
        return sum;
    }
}
