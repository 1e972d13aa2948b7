package dev.outrigger.backend;

import java.time.Duration;
import java.time.Instant;

/** A value that may be used until it expires. */
public record Lease<T>(T value, Instant expires) {
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /** Whether it can be used at this time. */
    boolean isGood(Instant now) {
        return now.isBefore(expires);
    }

    /** Whether another should be got, be it still good: five minutes before its end, or in the last quarter of its life. */
    boolean isDue(Instant now, Instant since) {
        Duration quarter = Duration.between(since, expires).dividedBy(4);
        return !now.isBefore(expires.minus(quarter.compareTo(AHEAD) < 0 ? quarter : AHEAD));
    }

    /** Says nothing of the value, which may be a secret. */
    @Override
    public String toString() {
        return "Lease[until " + expires + "]";
    }
}
