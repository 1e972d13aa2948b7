package dev.outrigger.backend;

import dev.outrigger.analyze.Timer;
import dev.outrigger.chat.Frame;
import dev.outrigger.route.HoldSettings;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The beginning of a stream that is held back, so that the attempt can still be replaced. It is over when as many tokens
 * came, or as much time passed since the first of them, as the policy says. Confined to one event loop.
 */
final class RescueWindow {
    /** Shared: nothing happens to it any more. */
    private static final RescueWindow NONE = new RescueWindow((delay, task) -> () -> {}, HoldSettings.NONE);

    private final Timer timer;
    private final HoldSettings hold;
    private final LongSupplier nanos;
    private long chars;
    private boolean begun;
    private boolean over;
    private OptionalLong since = OptionalLong.empty();
    private Timer.Alarm alarm = () -> {};

    RescueWindow(Timer timer, HoldSettings hold) {
        this(timer, hold, System::nanoTime);
    }

    RescueWindow(Timer timer, HoldSettings hold, LongSupplier nanos) {
        this.nanos = nanos;
        this.timer = timer;
        this.hold = hold;
        this.over = hold.tokens() == 0 && hold.time().isZero();
    }

    /** One over from the beginning. */
    static RescueWindow none() {
        return NONE;
    }

    /** These frames came; nothing is counted once it is over. */
    void came(Iterable<Frame> frames) {
        if (over || hold.tokens() == 0) return;
        for (Frame frame : frames) chars += Tokens.chars(frame);
        over = chars >= (long) hold.tokens() * Tokens.CHARS;
    }

    /**
     * Whether the app may have what came; it has content.
     *
     * @param passed called once when the time is over, unless it is over before
     */
    boolean isOver(Runnable passed) {
        if (over) {
            alarm.cancel();
            return true;
        }
        if (!begun) since = OptionalLong.of(nanos.getAsLong());
        if (!begun && !hold.time().isZero()) alarm = timer.after(hold.time(), () -> pass(passed));
        begun = true;
        return false;
    }

    /** How long ago the first content came that was held back; 0 where none was. */
    long heldNanos() {
        return since.isPresent() ? Math.max(0, nanos.getAsLong() - since.getAsLong()) : 0;
    }

    /** The stream is over, or nobody waits for it. */
    void stop() {
        over = true;
        alarm.cancel();
    }

    private void pass(Runnable passed) {
        if (over) return;
        over = true;
        passed.run();
    }
}
