package dev.outrigger.proxy;

import java.util.concurrent.atomic.AtomicInteger;

/** The exchanges that a configuration serves. It counts itself as one until it is retired. Thread-safe. */
final class Tenancy {
    private final Live live;
    private final AtomicInteger tenants = new AtomicInteger(1);
    private volatile Runnable free = () -> {};

    Tenancy(Live live) {
        this.live = live;
    }

    Live live() {
        return live;
    }

    /** Whether it still serves; then it waits for this exchange before it is freed. */
    boolean tryEnter() {
        return tenants.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** An exchange is over. */
    void leave() {
        if (tenants.decrementAndGet() == 0) free.run();
    }

    /** Serves no new exchange; {@code whenEmpty} runs when the last one has left. */
    void retire(Runnable whenEmpty) {
        free = whenEmpty;
        leave();
    }
}
