package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Leaves a model alone for as long as upstream asked for, or as long as what it said is likely to hold. Not a failure:
 * the breaker counts none of these. Thread-safe.
 */
public final class CoolDown {
    static final Duration THROTTLED = Duration.ofSeconds(1);
    static final Duration LONGEST_THROTTLE = Duration.ofMinutes(5);
    static final Duration EXHAUSTED = Duration.ofMinutes(5);
    static final Duration UNAUTHORIZED = Duration.ofMinutes(1);
    static final Duration FORBIDDEN = Duration.ofMinutes(5);
    static final Duration UNKNOWN_MODEL = Duration.ofMinutes(5);

    private final LongSupplier nanos;
    private volatile long until;
    private volatile String why = "";

    public CoolDown(LongSupplier nanos) {
        this.nanos = nanos;
        this.until = nanos.getAsLong();
    }

    /** Nanoseconds that are left; 0 when it may be asked. */
    public long restNanos() {
        return Math.max(0, until - nanos.getAsLong());
    }

    /** What upstream said, in one word. */
    public String why() {
        return why;
    }

    /** Takes a failure into account. */
    public synchronized void failed(Failure failure) {
        Duration rest = of(failure);
        if (rest.isZero()) return;
        until = Math.max(until, nanos.getAsLong() + rest.toNanos());
        why = failure.label();
    }

    private static Duration of(Failure failure) {
        return switch (failure) {
            case Failure.Throttled throttled ->
                throttled
                        .retryAfter()
                        .map(wait -> wait.compareTo(LONGEST_THROTTLE) > 0 ? LONGEST_THROTTLE : wait)
                        .orElse(THROTTLED);
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
}
