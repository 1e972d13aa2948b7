package dev.outrigger.backend;

import dev.outrigger.analyze.Timer;
import dev.outrigger.chat.Frame;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * The clock of a stream that comes too slowly: over each {@link #WINDOW} it must bring so many tokens a second, a token
 * being four characters. A window of which nothing was wanted for a tenth says nothing. Confined to one event loop.
 */
final class Pace {
    static final Duration WINDOW = Duration.ofSeconds(30);

    /** Of a window: an app that reads less is slow itself. */
    static final Duration EXCUSED = Duration.ofSeconds(3);

    private final Timer timer;
    private final LongSupplier nanos;
    private final long least;
    private final Runnable tooSlow;
    private long chars;
    private long unwantedNanos;
    private long unwantedSince;
    private boolean unwanted;
    private boolean over;
    private Timer.Alarm alarm = () -> {};

    /**
     * @param tokens a second; any when absent
     * @param tooSlow called once
     */
    Pace(Timer timer, LongSupplier nanos, OptionalInt tokens, Runnable tooSlow) {
        this.timer = timer;
        this.nanos = nanos;
        this.least = Tokens.CHARS * WINDOW.toSeconds() * tokens.orElse(0);
        this.tooSlow = tooSlow;
    }

    /** The first content came. */
    void begin() {
        if (least > 0 && !over) arm();
    }

    /** These frames came. */
    void came(Iterable<Frame> frames) {
        if (least == 0) return;
        for (Frame frame : frames) chars += Tokens.chars(frame);
    }

    /** Nothing is wanted for now. */
    void unwanted() {
        if (least == 0 || unwanted) return;
        unwanted = true;
        unwantedSince = nanos.getAsLong();
    }

    /** Something is wanted again. */
    void wanted() {
        if (!unwanted) return;
        unwanted = false;
        unwantedNanos += nanos.getAsLong() - unwantedSince;
    }

    /** The stream is over. */
    void stop() {
        over = true;
        alarm.cancel();
    }

    private void arm() {
        chars = 0;
        unwantedNanos = 0;
        unwantedSince = nanos.getAsLong();
        alarm = timer.after(WINDOW, this::look);
    }

    private void look() {
        if (over) return;
        long stood = unwantedNanos + (unwanted ? nanos.getAsLong() - unwantedSince : 0);
        if (stood > EXCUSED.toNanos() || chars >= least) {
            arm();
            return;
        }
        over = true;
        tooSlow.run();
    }
}
