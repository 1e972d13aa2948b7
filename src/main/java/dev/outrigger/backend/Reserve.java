package dev.outrigger.backend;

import java.time.Duration;
import java.util.OptionalDouble;

/** What an attempt leaves of its deadline to the candidate behind it: a deadline spent on one that hangs helps nobody. */
final class Reserve {
    static final Duration LEAST = Duration.ofSeconds(1);

    private Reserve() {}

    /**
     * At least a second, or what the next candidate needs to begin; at most half of what is left.
     *
     * @param p95 seconds in which the next candidate has begun to answer 95 times of 100, if that is known
     */
    static Duration of(Duration left, OptionalDouble p95) {
        long needed = Math.max(LEAST.toNanos(), (long) (p95.orElse(0) * 1e9));
        return Duration.ofNanos(Math.min(needed, left.toNanos() / 2));
    }
}
