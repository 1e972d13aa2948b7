package dev.outrigger.proxy;

import dev.outrigger.admit.Admission;
import dev.outrigger.admit.Holdings;
import dev.outrigger.admit.Limits;
import dev.outrigger.chat.Failure;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * What an exchange takes of the process: a place among those in flight, and memory. It is given back once, all together, when
 * the exchange is over and no other thread reads its request any more. Confined to one event loop.
 */
final class Place {
    private final Admission admission;
    private final Limits limits;
    private final Holdings holdings;
    private Future<Void> reader = Future.succeededFuture();
    private boolean admitted;

    Place(Admission admission, Limits limits) {
        this.admission = admission;
        this.limits = limits;
        this.holdings = admission.holdings(limits);
    }

    /** What is held in memory. */
    Holdings holdings() {
        return holdings;
    }

    /** Takes one; why there is none, or absent. */
    Optional<Failure> enter(boolean isBatch) {
        admitted = isBatch ? admission.tryEnterBatch(limits) : admission.tryEnter(limits);
        if (admitted) return Optional.empty();
        return Optional.of(new Failure.Saturated(
                isBatch
                        ? "three quarters of limits.inFlight are reached: " + Admission.batch(limits)
                                + " exchanges; the rest is kept for those that do not say " + HeaderNames.LATENCY
                                + ": batch"
                        : "limits.inFlight is reached: " + limits.inFlight() + " exchanges"));
    }

    /** Another thread reads the request, until this completes on the event loop. */
    void lend(Future<Void> ended) {
        reader = ended;
    }

    /** The exchange is over. */
    void leave() {
        reader.onComplete(ended -> {
            holdings.close();
            if (admitted) admission.leave();
        });
    }
}
