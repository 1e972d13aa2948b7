package dev.outrigger.child;

import java.time.Duration;

/**
 * How long nobody is started again after one ended unasked: a second, doubling to a minute; one that lived a minute counts
 * as the first again.
 */
final class BackOff {
    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofMinutes(1);

    private int ends;

    /** One ended, having lived so long; the wait. */
    Duration after(Duration life) {
        ends = life.compareTo(LONGEST) >= 0 ? 1 : ends + 1;
        Duration wait = FIRST.multipliedBy(1L << Math.min(ends - 1, 30));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
