package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Leaves a model alone for as long as upstream asked for, or as long as what it said is likely to hold; where it only
 * said that there were too many requests, for a second, doubling while that lasts. Not a failure: the breaker counts
 * none of these. Thread-safe.
 */
public final class CoolDown {
    static final Duration THROTTLED = Duration.ofSeconds(1);
    static final Duration LONGEST_DOUBLED = Duration.ofSeconds(30);

    /** A provider that asks for more is asked again all the same: waits of hours are as often wrong as right. */
    static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

    static final Duration EXHAUSTED = Duration.ofMinutes(5);
    static final Duration UNAUTHORIZED = Duration.ofMinutes(1);
    static final Duration FORBIDDEN = Duration.ofMinutes(5);
    static final Duration UNKNOWN_MODEL = Duration.ofMinutes(5);

    private final LongSupplier nanos;
    private long until;
    private int throttled;
    private String why = "";

    public CoolDown(LongSupplier nanos) {
        this.nanos = nanos;
        this.until = nanos.getAsLong();
    }

    /** Nanoseconds that are left; 0 when it may be asked. */
    public synchronized long restNanos() {
        return Math.max(0, until - nanos.getAsLong());
    }

    /** What upstream said, in one word. */
    public synchronized String why() {
        return why;
    }

    /** It answered: throttling is over. */
    public synchronized void succeeded() {
        throttled = 0;
    }

    /** Takes a failure into account. A shorter wait never ends a longer one. */
    public synchronized void failed(Failure failure) {
        long rest = of(failure).toNanos();
        if (rest <= restNanos()) return;
        until = nanos.getAsLong() + rest;
        why = failure.label();
    }

    private Duration of(Failure failure) {
        return switch (failure) {
            case Failure.Throttled told ->
                told.retryAfter().map(wait -> least(wait, LONGEST_ASKED)).orElseGet(this::doubled);
            case Failure.Exhausted exhausted -> EXHAUSTED;
            case Failure.Unauthorized unauthorized -> UNAUTHORIZED;
            case Failure.Forbidden forbidden -> FORBIDDEN;
            case Failure.UnknownModel unknown -> UNKNOWN_MODEL;
            case Failure.Unreachable f -> Duration.ZERO;
            case Failure.TimedOut f -> Duration.ZERO;
            case Failure.Overloaded f -> Duration.ZERO;
            case Failure.TooLong f -> Duration.ZERO;
            case Failure.Refused f -> Duration.ZERO;
            case Failure.Rejected f -> Duration.ZERO;
            case Failure.Untranslatable f -> Duration.ZERO;
            case Failure.Malformed f -> Duration.ZERO;
            case Failure.Cut f -> Duration.ZERO;
            case Failure.Cancelled f -> Duration.ZERO;
            case Failure.NoCandidate f -> Duration.ZERO;
            case Failure.Saturated f -> Duration.ZERO;
            case Failure.BodyTooLarge f -> Duration.ZERO;
            case Failure.Internal f -> Duration.ZERO;
        };
    }

    private Duration doubled() {
        // Attempts that were under way together tell the same thing once.
        if (restNanos() > 0) return Duration.ZERO;
        return least(THROTTLED.multipliedBy(1L << Math.min(throttled++, 10)), LONGEST_DOUBLED);
    }

    private static Duration least(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
