package dev.outrigger.backend;

import dev.outrigger.analyze.Timer;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The clock of a stream that has begun: how long nothing may come while something is wanted. Its alarm is set once and
 * looks, when it goes off, for what came meanwhile, so that an event costs it no more than a look at the time. Confined to
 * one event loop.
 */
final class Silence {
    private final Timer timer;
    private final LongSupplier nanos;
    private final Duration bound;
    private final Runnable tooLong;
    private long last;
    private long since;
    private boolean begun;
    private boolean over;
    private boolean unwanted;
    private boolean lapsed;
    private Timer.Alarm alarm = () -> {};

    /** @param tooLong called once, when nothing came for so long */
    Silence(Timer timer, LongSupplier nanos, Duration bound, Runnable tooLong) {
        this.timer = timer;
        this.nanos = nanos;
        this.bound = bound;
        this.tooLong = tooLong;
    }

    /** The first content came. */
    void begin() {
        if (begun || over) return;
        begun = true;
        heard();
        arm(bound);
    }

    /** Something came. */
    void heard() {
        last = nanos.getAsLong();
    }

    /** Nothing is wanted for now: silence is nobody's fault. */
    void unwanted() {
        if (unwanted) return;
        unwanted = true;
        since = nanos.getAsLong();
    }

    /** Something is wanted again: the time between does not count, and the time before it does. */
    void wanted() {
        if (!unwanted) return;
        unwanted = false;
        last += nanos.getAsLong() - (since - last > 0 ? since : last);
        if (lapsed && !over) arm(left());
    }

    /** The stream is over. */
    void stop() {
        over = true;
        alarm.cancel();
    }

    private void arm(Duration wait) {
        lapsed = false;
        alarm = timer.after(wait, this::look);
    }

    private void look() {
        if (over) return;
        lapsed = unwanted;
        if (unwanted) return;
        if (left().isPositive()) {
            arm(left());
            return;
        }
        over = true;
        tooLong.run();
    }

    private Duration left() {
        return bound.minusNanos(nanos.getAsLong() - last);
    }
}
