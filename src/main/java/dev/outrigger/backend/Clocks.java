package dev.outrigger.backend;

import dev.outrigger.analyze.Timer;
import dev.outrigger.chat.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What bounds an exchange's attempts in time: one deadline, and the alarms on the way to it. Confined to one event loop. */
final class Clocks {
    private final Timer timer;
    private final LongSupplier now;
    private long deadline;
    private long firstByte;
    private Consumer<Failure> passed = failure -> {};
    private Timer.Alarm end = () -> {};
    private Timer.Alarm pause = () -> {};

    /** @param now nanoseconds since the exchange's start */
    Clocks(Timer timer, LongSupplier now) {
        this.timer = timer;
        this.now = now;
    }

    /**
     * Begins.
     *
     * @param left of the deadline
     * @param app how long since the exchange's start its app waits for the first byte of an answer, if it said so
     * @param passed called once, with what it means that the time is over
     */
    void begin(Duration left, Optional<Duration> app, Consumer<Failure> passed) {
        deadline = now.getAsLong() + left.toNanos();
        firstByte = Math.min(deadline, app.map(Duration::toNanos).orElse(deadline));
        this.passed = passed;
        arm();
    }

    /** The app gets its first byte: from now on the deadline alone holds. */
    void answering() {
        if (firstByte == deadline) return;
        firstByte = deadline;
        end.cancel();
        arm();
    }

    private void arm() {
        boolean isApps = firstByte < deadline;
        String message = isApps ? "no answer began in the time that the app's SDK waits" : "the deadline passed";
        end = timer.after(left(), () -> passed.accept(new Failure.TimedOut(Failure.Clock.DEADLINE, message)));
    }

    /** What is left: of the deadline, and until the first byte also of what the app waits for it. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, firstByte - now.getAsLong()));
    }

    /** Bounds the attempt that begins, so that as much stays in reserve; the alarm is the caller's to cancel. */
    Timer.Alarm share(Duration reserve, Runnable passed) {
        return after(left().minus(reserve), passed);
    }

    /** Likewise, but after this time. */
    Timer.Alarm after(Duration wait, Runnable passed) {
        return timer.after(wait, passed);
    }

    /** Waits before another attempt. */
    void pause(Duration wait, Runnable passed) {
        pause = timer.after(wait, passed);
    }

    /** It is over: no attempt is under way. */
    void stop() {
        end.cancel();
        pause.cancel();
    }
}
