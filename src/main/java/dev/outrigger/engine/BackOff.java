package dev.outrigger.engine;

import java.time.Duration;

/** Waits between tries, each twice as long as the one before up to a bound. One thread at a time. */
public final class BackOff {
    private final Duration first;
    private final Duration longest;
    private int tries;

    public BackOff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /** How long to wait before the next try. */
    public Duration next() {
        return after(++tries);
    }

    /** How long to wait after so many tries in a row, at least 1, whoever counted them. */
    public Duration after(int failures) {
        Duration wait = first.multipliedBy(1L << Math.min(failures - 1, Integer.SIZE - 2));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    /** All is well: the next wait is the first again. */
    public void reset() {
        tries = 0;
    }
}
