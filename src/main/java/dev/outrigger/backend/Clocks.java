package dev.outrigger.backend;

import dev.outrigger.analyze.Timer;
import java.time.Duration;
import java.util.function.LongSupplier;

/** What bounds an exchange's attempts in time: one deadline, and the alarms on the way to it. Confined to one event loop. */
final class Clocks {
    private final Timer timer;
    private final LongSupplier now;
    private long deadline;
    private Timer.Alarm end = () -> {};
    private Timer.Alarm share = () -> {};
    private Timer.Alarm pause = () -> {};

    /** @param now nanoseconds since the exchange's start */
    Clocks(Timer timer, LongSupplier now) {
        this.timer = timer;
        this.now = now;
    }

    /** Begins. */
    void begin(Duration left, Runnable passed) {
        deadline = now.getAsLong() + left.toNanos();
        end = timer.after(left, passed);
    }

    /** What is left of the deadline. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - now.getAsLong()));
    }

    /** Bounds the attempt that begins, so that as much stays in reserve. */
    void share(Duration reserve, Runnable passed) {
        share = timer.after(left().minus(reserve), passed);
    }

    /** The attempt ended, or its answer began. */
    void shared() {
        share.cancel();
    }

    /** Waits before another attempt. */
    void pause(Duration wait, Runnable passed) {
        pause = timer.after(wait, passed);
    }

    /** It is over. */
    void stop() {
        end.cancel();
        share.cancel();
        pause.cancel();
    }
}
