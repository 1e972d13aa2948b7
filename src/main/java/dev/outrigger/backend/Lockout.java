package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A backend whose key was refused is left alone, with all its models: one request a minute finds out whether the key is
 * taken again, and the next one where the key is another. One of a backend, shared by its models. Thread-safe.
 */
public final class Lockout {
    static final Duration REST = Duration.ofMinutes(1);

    /** How long after its rest it is still said that the key is refused, though nobody has tried since. */
    static final Duration SAID = Duration.ofMinutes(15);

    private final LongSupplier nanos;
    private final BooleanSupplier isSameKey;
    private boolean locked;
    private long until;

    /** @param isSameKey whether the key that would be shown now is the one that was refused, as far as is known */
    public Lockout(LongSupplier nanos, BooleanSupplier isSameKey) {
        this.nanos = nanos;
        this.isSameKey = isSameKey;
    }

    /** Whether its key was refused, and nothing since has told otherwise. */
    public synchronized boolean isLocked() {
        locked = locked && isSameKey.getAsBoolean();
        return locked;
    }

    /** Whether its key was refused, and that is news: where nobody asks, nobody finds out that it is taken again. */
    public synchronized boolean isRefusing() {
        return isLocked() && nanos.getAsLong() - until < SAID.toNanos();
    }

    /** Nanoseconds that are left; 0 when it may be asked. */
    synchronized long restNanos() {
        return isLocked() ? Math.max(0, until - nanos.getAsLong()) : 0;
    }

    /** Asks to begin an attempt: the first one after the rest is to find out, and the others wait for another. */
    synchronized boolean tryPass() {
        if (!isLocked()) return true;
        if (restNanos() > 0) return false;
        until = nanos.getAsLong() + REST.toNanos();
        return true;
    }

    /** Its key was taken. */
    synchronized void accepted() {
        locked = false;
    }

    /** Takes a failure into account: most that upstream tells of a request, it tells to those whose key it knows. */
    void failed(Failure failure) {
        switch (failure) {
            case Failure.Unauthorized _ -> refused();
            case Failure.Throttled _, Failure.Exhausted _, Failure.Forbidden _, Failure.UnknownModel _ -> accepted();
            case Failure.TooLong _, Failure.Refused _ -> accepted();
            default -> {}
        }
    }

    private synchronized void refused() {
        locked = true;
        until = nanos.getAsLong() + REST.toNanos();
    }
}
