package dev.outrigger.registry;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * The share of a model's attempts of late that failed: of those that told anything about it, so neither what the app gave up
 * nor what was the request's own fault. Ten buckets of half a minute each. Thread-safe.
 */
final class Faults {
    /** What is older than this, less one bucket at most, is forgotten. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    /** Fewer attempts say nothing of a share. */
    static final int FEW = 5;

    private static final int BUCKETS = 10;
    private static final long BUCKET_NANOS = WINDOW.toNanos() / BUCKETS;

    private final LongSupplier nanos;
    private final long start;
    private final long[] period = new long[BUCKETS];
    private final int[] all = new int[BUCKETS];
    private final int[] failed = new int[BUCKETS];
    private boolean isUsed;

    Faults(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    synchronized void succeeded() {
        all[bucket()]++;
    }

    synchronized void failed() {
        int bucket = bucket();
        all[bucket]++;
        failed[bucket]++;
    }

    /** 0 to 1; absent while too few attempts ended within the window. */
    synchronized OptionalDouble share() {
        // Most of many models are asked nothing, and each is looked at for every decision.
        if (!isUsed) return OptionalDouble.empty();
        long now = period();
        long attempts = 0;
        long failures = 0;
        for (int i = 0; i < BUCKETS; i++) {
            if (now - period[i] >= BUCKETS) continue;
            attempts += all[i];
            failures += failed[i];
        }
        return attempts < FEW ? OptionalDouble.empty() : OptionalDouble.of((double) failures / attempts);
    }

    private int bucket() {
        isUsed = true;
        long now = period();
        int bucket = (int) (now % BUCKETS);
        if (period[bucket] != now) {
            period[bucket] = now;
            all[bucket] = 0;
            failed[bucket] = 0;
        }
        return bucket;
    }

    /** Counted from the first, so that it is never negative. */
    private long period() {
        return (nanos.getAsLong() - start) / BUCKET_NANOS;
    }
}
