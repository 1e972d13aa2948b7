package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.KeyOwner;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Leaves a model alone for as long as upstream asked for, or as long as what it said is likely to hold; where it only
 * said that there were too many requests, for a second, doubling while that lasts. Not a failure: the breaker counts
 * none of these. What a short wait cures is waited out by a bounded number of requests where nobody else may be asked; what
 * none cures is asked for once a minute. Thread-safe.
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

    /** How often one that rests for what no wait cures is asked before its time, where nobody else may be. */
    static final Duration BETWEEN_PROBES = Duration.ofMinutes(1);

    /** Requests that wait for one model's rest to end before anybody was asked; more are told how long it lasts. */
    static final int MOST_WAITING = 64;

    static final Duration BETWEEN_TURNS = Duration.ofMillis(50);

    private final LongSupplier nanos;
    private long until;
    private long probeFrom;
    private int throttled;
    private int waiting;
    private Optional<Failure> last = Optional.empty();

    public CoolDown(LongSupplier nanos) {
        this.nanos = nanos;
        this.until = nanos.getAsLong();
        this.probeFrom = until;
    }

    /** Nanoseconds that are left; 0 when it may be asked. */
    public synchronized long restNanos() {
        return Math.max(0, until - nanos.getAsLong());
    }

    /** What upstream said, in one word. */
    public synchronized String why() {
        return last.map(told ->
                        told instanceof Failure.UnknownPath ? told.label() + ", its url looks wrong" : told.label())
                .orElse("");
    }

    /**
     * What upstream said of every request alike, to be told again rather than heard again: that there are too many, with the
     * wait that is left, or that a quota is used up. Absent when it may be asked, or where another request may fare better.
     * Without upstream's own words, which were for one request.
     */
    synchronized Optional<Failure> told(String model) {
        Duration rest = Duration.ofNanos(restNanos());
        if (rest.isZero()) return Optional.empty();
        String message = model + ": upstream said " + why() + ", for " + Math.max(1, rest.toSeconds()) + " s more";
        return switch (last.orElse(null)) {
            // What one app's key has too many of says nothing to an app that brings another.
            case Failure.Throttled told
            when told.key() == KeyOwner.OPERATOR ->
                Optional.of(new Failure.Throttled(Optional.of(rest), message, Optional.empty()));
            case Failure.Exhausted told -> Optional.of(new Failure.Exhausted(told.key(), message, Optional.empty()));
            case null, default -> Optional.empty();
        };
    }

    /** Asks to find out whether what no wait cures has been cured, before its time: one request a minute may. */
    synchronized boolean tryEarly() {
        boolean isCureless = restNanos() > 0 && last.orElse(null) instanceof Failure.Exhausted;
        if (!isCureless || nanos.getAsLong() - probeFrom < 0) return false;
        probeFrom = nanos.getAsLong() + BETWEEN_PROBES.toNanos();
        return true;
    }

    /** How long after the rest whoever begins to wait now is let go: one by one, as all at once would be too many again. */
    synchronized Duration turn() {
        return BETWEEN_TURNS.multipliedBy(waiting);
    }

    /** Asks to wait for its rest to end; {@link #leave} must follow. */
    synchronized boolean tryWait() {
        if (waiting >= MOST_WAITING) return false;
        waiting++;
        return true;
    }

    /** One waits no longer. */
    synchronized void leave() {
        waiting--;
    }

    /** It answered: throttling is over. */
    public synchronized void succeeded() {
        throttled = 0;
    }

    /** It answered though it rested: what it had said no longer holds. */
    synchronized void answeredEarly() {
        until = nanos.getAsLong();
    }

    /** Takes a failure into account. A shorter wait never ends a longer one. */
    public synchronized void failed(Failure failure) {
        long rest = of(failure).toNanos();
        if (rest <= restNanos()) return;
        until = nanos.getAsLong() + rest;
        last = Optional.of(failure);
        probeFrom = nanos.getAsLong() + BETWEEN_PROBES.toNanos();
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
            case Failure.Private _, Failure.Unsure _ -> Duration.ZERO;
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
