package dev.outrigger.telemetry;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** From an exchange's start and nanoseconds since then to what spans and attributes want. */
final class Clocks {
    private static final double NANOS_PER_MILLI = 1_000_000;
    private static final double NANOS_PER_SECOND = 1_000_000_000;

    private Clocks() {}

    /** Nanoseconds since 1970. */
    static long epochNanos(Instant start, long nanos) {
        return TimeUnit.SECONDS.toNanos(start.getEpochSecond()) + start.getNano() + nanos;
    }

    static double millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }

    static double seconds(long nanos) {
        return nanos / NANOS_PER_SECOND;
    }
}
