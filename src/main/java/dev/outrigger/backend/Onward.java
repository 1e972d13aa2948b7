package dev.outrigger.backend;

import dev.outrigger.backend.Candidates.Next;
import dev.outrigger.chat.Failure;
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

    /**
     * The way to the first attempt. Where all rest, a wait that upstream asked for is waited out, if that is in time; an
     * open breaker, or what no wait cures, is told at once.
     *
     * @param otherwise with why nobody is asked; without when there is nobody
     */
    void begin(Consumer<Next> ask, Consumer<Optional<Failure>> otherwise) {
        Optional<Next> first = candidates.next().or(candidates::leastBad);
        Optional<Failure> told = candidates.told();
        if (first.isPresent()) ask.accept(first.get());
        else if (told.filter(Failure.Throttled.class::isInstance).isPresent())
            go(ask, () -> otherwise.accept(candidates.told()));
        else otherwise.accept(told);
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
