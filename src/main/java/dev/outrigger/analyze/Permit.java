package dev.outrigger.analyze;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** One analysis' place in the bulkhead, given back when the last of its holders is done. */
final class Permit {
    private final Semaphore places;
    private final AtomicInteger holders;

    private Permit(Semaphore places, int holders) {
        this.places = places;
        this.holders = new AtomicInteger(holders);
    }

    /** A place, if one is free. */
    static Optional<Permit> of(Semaphore places, int holders) {
        return places.tryAcquire() ? Optional.of(new Permit(places, holders)) : Optional.empty();
    }

    /** One holder is done. */
    void release() {
        if (holders.decrementAndGet() == 0) places.release();
    }
}
