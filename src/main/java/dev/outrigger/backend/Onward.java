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
    private Runnable leave = () -> {};

    /** @param now nanoseconds since the exchange's start */
    Onward(Candidates candidates, Retries retries, Clocks clocks, LongSupplier now) {
        this.candidates = candidates;
        this.retries = retries;
        this.clocks = clocks;
        this.now = now;
    }

    /**
     * The way to the first attempt. Where all rest, the least bad is asked; where that would only say again what it said, a
     * wait is waited out, if it is in time and not too many wait, and else told, as what no wait cures is.
     *
     * @param otherwise with why nobody is asked; without when there is nobody
     */
    void begin(Consumer<Next> ask, Consumer<Optional<Failure>> otherwise) {
        Optional<Next> first = candidates.next().or(candidates::leastBad);
        if (first.isPresent()) ask.accept(first.get());
        else
            turn().ifPresentOrElse(
                            wait -> clocks.pause(wait, () -> {
                                leave();
                                begin(ask, otherwise);
                            }),
                            () -> otherwise.accept(candidates.told()));
    }

    private Optional<Duration> turn() {
        Optional<Duration> wait =
                candidates.turn().filter(time -> retries.mayWait(time, now.getAsLong(), clocks.left()));
        Optional<Runnable> waiting = wait.flatMap(time -> candidates.tryWait());
        leave = waiting.orElse(leave);
        return waiting.isPresent() ? wait : Optional.empty();
    }

    /** It waits no longer. */
    void leave() {
        leave.run();
        leave = () -> {};
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
