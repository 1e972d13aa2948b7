package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.KeyOwner;
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
    static final Duration FORBIDDEN = Duration.ofMinutes(5);
    static final Duration UNKNOWN_MODEL = Duration.ofMinutes(5);

    /** As a wrong key: until somebody mends the configuration, one request a minute finds out. */
    static final Duration UNKNOWN_PATH = Duration.ofMinutes(1);

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
        why = failure instanceof Failure.UnknownPath ? failure.label() + ", its url looks wrong" : failure.label();
    }

    private Duration of(Failure failure) {
        return switch (failure) {
            case Failure.Throttled told ->
                told.retryAfter().map(wait -> least(wait, LONGEST_ASKED)).orElseGet(this::doubled);
            case Failure.Exhausted told -> ofOurs(told.key(), EXHAUSTED);
            case Failure.Forbidden _ -> FORBIDDEN;
            case Failure.UnknownModel told -> ofOurs(told.key(), UNKNOWN_MODEL);
            case Failure.UnknownPath _ -> UNKNOWN_PATH;
            case Failure.Unreachable _, Failure.TimedOut _, Failure.Overloaded _, Failure.Malformed _ -> Duration.ZERO;
            case Failure.TooLong _, Failure.Refused _, Failure.Rejected _, Failure.Untranslatable _ -> Duration.ZERO;
            case Failure.Cut _, Failure.Diverged _, Failure.Cancelled _, Failure.NoCandidate _, Failure.Saturated _ ->
                Duration.ZERO;
            // The key is the backend's: see Lockout.
            case Failure.Unauthorized _, Failure.BodyTooLarge _, Failure.Internal _ -> Duration.ZERO;
            case Failure.Private _ -> Duration.ZERO;
        };
    }

    /** What an app's own key may not have says nothing to an app that brings another. */
    private static Duration ofOurs(KeyOwner key, Duration rest) {
        return key == KeyOwner.OPERATOR ? rest : Duration.ZERO;
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
