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
 * forgotten only after thirty good seconds, so that a model that flaps is not trusted at once. <b>Neutral outcomes</b>
 * (429, 4xx, the app left) neither open, close nor dilute it. Thread-safe.
 */
public final class Breaker {
    static final int CONSECUTIVE = 7;
    static final int ENOUGH = 20;
    static final double HALF = 0.5;
    static final long WINDOW_NANOS = 10_000_000_000L;
    static final long FIRST_REST_NANOS = 1_000_000_000L;
    static final long LONGEST_REST_NANOS = 10_000_000_000L;
    static final long TRUSTED_AFTER_NANOS = 30_000_000_000L;

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

    /** Whether an attempt may begin now. While half open only one may; its outcome decides. */
    public synchronized boolean tryPass() {
        if (!open) return true;
        if (probing || nanos.getAsLong() < restUntil) return false;
        probing = true;
        return true;
    }

    /** Nanoseconds until an attempt may pass; 0 when one may now. */
    public synchronized long restNanos() {
        return open ? Math.max(0, restUntil - nanos.getAsLong()) : 0;
    }

    /** Whether it lets nothing, or only one probe, through. */
    public synchronized boolean isOpen() {
        return open;
    }

    /** An attempt succeeded. */
    public synchronized void succeeded() {
        inARow = 0;
        probing = false;
        if (open) close();
        add(false);
        if (opened > 0 && nanos.getAsLong() - closedAt > TRUSTED_AFTER_NANOS) opened = 0;
    }

    /** An attempt failed; what it weighs is the failure's own. */
    public synchronized void failed(Failure failure) {
        switch (failure.weight()) {
            case NEUTRAL -> probing = false;
            case FAILURE -> countFailure();
        }
    }

    /** An attempt ended without telling anything about the model. */
    public synchronized void abandoned() {
        probing = false;
    }

    private void countFailure() {
        boolean wasProbe = probing;
        probing = false;
        inARow++;
        add(true);
        boolean half = outcomes.size() >= ENOUGH && failures >= HALF * outcomes.size();
        if (wasProbe || (!open && (inARow >= CONSECUTIVE || half))) open();
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

    private void add(boolean failure) {
        long now = nanos.getAsLong();
        outcomes.add(new Outcome(now, failure));
        if (failure) failures++;
        while (outcomes.size() > MOST_OUTCOMES || now - outcomes.peek().at() > WINDOW_NANOS)
            if (outcomes.poll().failure()) failures--;
    }

    private record Outcome(long at, boolean failure) {}
}
