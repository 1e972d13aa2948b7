package dev.outrigger.backend;

import dev.outrigger.analyze.Timer;
import dev.outrigger.chat.Frame;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * The clock of a stream that comes too slowly: over each {@link #WINDOW} it must bring so many tokens a second, a token
 * being four characters. A window in which nothing was wanted for a while says nothing. Confined to one event loop.
 */
final class Pace {
    static final Duration WINDOW = Duration.ofSeconds(30);

    private final Timer timer;
    private final long least;
    private final Runnable tooSlow;
    private long chars;
    private boolean excused;
    private boolean unwanted;
    private boolean over;
    private Timer.Alarm alarm = () -> {};

    /**
     * @param tokens a second; any when absent
     * @param tooSlow called once
     */
    Pace(Timer timer, OptionalInt tokens, Runnable tooSlow) {
        this.timer = timer;
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
        unwanted = true;
        excused = true;
    }

    /** Something is wanted again. */
    void wanted() {
        unwanted = false;
    }

    /** The stream is over. */
    void stop() {
        over = true;
        alarm.cancel();
    }

    private void arm() {
        chars = 0;
        excused = unwanted;
        alarm = timer.after(WINDOW, this::look);
    }

    private void look() {
        if (over) return;
        if (excused || chars >= least) {
            arm();
            return;
        }
        over = true;
        tooSlow.run();
    }
}
