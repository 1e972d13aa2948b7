package dev.outrigger.life;

import java.time.Duration;

/** Waits between tries, each twice as long as the one before up to a bound. One thread at a time. */
final class BackOff {
    private final Duration first;
    private final Duration longest;
    private int tries;

    BackOff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /** How long to wait before the next try. */
    Duration next() {
        Duration wait = first.multipliedBy(1L << Math.min(tries++, Integer.SIZE - 2));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    /** All is well: the next wait is the first again. */
    void reset() {
        tries = 0;
    }
}
