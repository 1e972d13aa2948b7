package dev.outrigger.backend;

import dev.outrigger.backend.Candidates.Next;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The way on after a failure: to whoever may be asked now, or, where all who are left rest, to whose rest ends first, if
 * that is in time and its backend's budget has a retry left. Confined to one event loop.
 */
final class Onward {
    private final Candidates candidates;
    private final Retries retries;
    private final Clocks clocks;
    private final LongSupplier now;

    /** @param now nanoseconds since the exchange's start */
    Onward(Candidates candidates, Retries retries, Clocks clocks, LongSupplier now) {
        this.candidates = candidates;
        this.retries = retries;
        this.clocks = clocks;
        this.now = now;
    }

    /** Does one of both, now or later; neither, when the clocks are stopped before. */
    void go(Consumer<Next> ask, Runnable otherwise) {
        Optional<Next> next = candidates.next();
        if (next.isPresent()) ask.accept(next.get());
        else if (rest().isPresent() && candidates.tryRetry()) await(ask, otherwise);
        else otherwise.run();
    }

    /** Another exchange may find out first, or find out that it rests on. */
    private void await(Consumer<Next> ask, Runnable otherwise) {
        Optional<Next> next = candidates.next();
        Optional<Duration> rest = rest();
        if (next.isPresent()) ask.accept(next.get());
        else if (rest.isPresent()) clocks.pause(rest.get(), () -> await(ask, otherwise));
        else otherwise.run();
    }

    private Optional<Duration> rest() {
        return candidates.rest().flatMap(rest -> retries.rest(rest, now.getAsLong(), clocks.left()));
    }
}
