package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import java.util.ArrayDeque;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Stops asking a model that keeps failing, and finds out quickly when it is back.
 *
 * <p><b>Why.</b> A dead upstream costs every request a time-out. <b>When.</b> {@value #CONSECUTIVE} failures in a row,
 * or half of at least {@value #ENOUGH} outcomes within ten seconds. <b>Recovery.</b> After one second, doubling to ten
 * with half of jitter, one live request at a time is let through; its success closes the breaker. The doubling is
 * forgotten only when it has then stayed closed for thirty seconds, so that a model that flaps is not trusted at once.
 * <b>Neutral outcomes</b> (429, 4xx, the app left) neither open, close nor dilute it. Outcomes of attempts that began
 * before it opened tell nothing new, and are left out. Thread-safe.
 */
public final class Breaker {
    static final int CONSECUTIVE = 7;
    static final int ENOUGH = 20;
    static final double HALF = 0.5;
    static final long WINDOW_NANOS = 10_000_000_000L;
    static final long FIRST_REST_NANOS = 1_000_000_000L;
    static final long LONGEST_REST_NANOS = 10_000_000_000L;
    static final long TRUSTED_AFTER_NANOS = 30_000_000_000L;

    /** How long after its rest it is still said that the model fails, though nobody has asked it since. */
    static final long SAID_NANOS = 60_000_000_000L;

    /** Outcomes remembered at most; a busy window is judged by its newest. */
    static final int MOST_OUTCOMES = 1_000;

    private final LongSupplier nanos;
    private final DoubleSupplier jitter;
    private final ArrayDeque<Outcome> outcomes = new ArrayDeque<>();
    private int inARow;
    private int failures;
    private int opened;
    private boolean open;
    private boolean probing;
    private long restUntil;
    private long closedAt;

    /**
     * @param nanos a ticker, as {@link System#nanoTime}
     * @param jitter 0 to 1
     */
    public Breaker(LongSupplier nanos, DoubleSupplier jitter) {
        this.nanos = nanos;
        this.jitter = jitter;
    }

    /** Asks to begin an attempt. Whoever gets a {@link Pass#PROBE} must tell how it ended: until then nobody passes. */
    public synchronized Pass tryPass() {
        if (!open) return Pass.FREE;
        if (probing || restNanos() > 0) return Pass.DENIED;
        probing = true;
        return Pass.PROBE;
    }

    /** Nanoseconds until an attempt may pass; 0 when one may now. */
    public synchronized long restNanos() {
        return open ? Math.max(0, restUntil - nanos.getAsLong()) : 0;
    }

    /** Whether it lets nothing, or only one probe, through. */
    public synchronized boolean isOpen() {
        return open;
    }

    /**
     * Whether it is open, and that is news: where nobody asks, no probe finds out that the model is back, and it is not said
     * for ever that it fails.
     */
    public synchronized boolean isFailing() {
        return open && (probing || nanos.getAsLong() - restUntil < SAID_NANOS);
    }

    /** An attempt succeeded. */
    public synchronized void succeeded(Pass pass) {
        if (pass == Pass.PROBE) probing = false;
        if (open && pass == Pass.FREE) return;
        if (open) close();
        inARow = 0;
        add(Weight.GOOD);
    }

    /** An attempt failed; what it weighs is the failure's own. */
    public synchronized void failed(Pass pass, Failure failure) {
        if (pass == Pass.PROBE) probing = false;
        if (failure.weight() == Failure.Weight.FAILURE) countFailure(pass);
    }

    /** An attempt ended without telling anything about the model. */
    public synchronized void abandoned(Pass pass) {
        if (pass == Pass.PROBE) probing = false;
    }

    private void countFailure(Pass pass) {
        if (open) {
            if (pass == Pass.PROBE) open();
            return;
        }
        inARow++;
        add(Weight.BAD);
        boolean half = outcomes.size() >= ENOUGH && failures >= HALF * outcomes.size();
        if (inARow < CONSECUTIVE && !half) return;
        if (nanos.getAsLong() - closedAt >= TRUSTED_AFTER_NANOS) opened = 0;
        open();
    }

    private void open() {
        long rest = Math.min(LONGEST_REST_NANOS, FIRST_REST_NANOS << Math.min(opened, 10));
        opened++;
        open = true;
        restUntil = nanos.getAsLong() + (long) (rest * (0.5 + jitter.getAsDouble()));
    }

    private void close() {
        open = false;
        closedAt = nanos.getAsLong();
        outcomes.clear();
        failures = 0;
    }

    private void add(Weight weight) {
        long now = nanos.getAsLong();
        outcomes.add(new Outcome(now, weight));
        if (weight == Weight.BAD) failures++;
        while (outcomes.size() > MOST_OUTCOMES || now - outcomes.element().at() > WINDOW_NANOS)
            if (outcomes.remove().weight() == Weight.BAD) failures--;
    }

    /** How an attempt was let through. */
    public enum Pass {
        /** The breaker is closed. */
        FREE,
        /** It is half open, and this attempt finds out. */
        PROBE,
        /** It is open. An attempt that is made even so closes it when it succeeds. */
        DENIED
    }

    private enum Weight {
        GOOD,
        BAD
    }

    private record Outcome(long at, Weight weight) {}
}
