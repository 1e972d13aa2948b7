package dev.outrigger.admit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what is in flight and lets nothing over the bounds in. Thread-safe. The bounds are given at each call, since a
 * reload may change them while exchanges are running.
 */
public final class Admission {
    private final AtomicInteger exchanges = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong buffered = new AtomicLong();

    /** Lets an exchange in, if there is room; it must {@link #leave} once. */
    public boolean tryEnter(Limits limits) {
        if (exchanges.incrementAndGet() <= limits.inFlight()) return true;
        exchanges.decrementAndGet();
        return false;
    }

    /** Lets one in that can wait: some room is kept for those that cannot. */
    public boolean tryEnterBatch(Limits limits) {
        if (exchanges.incrementAndGet() <= batch(limits)) return true;
        exchanges.decrementAndGet();
        return false;
    }

    /** Exchanges at which those that can wait are refused: three quarters of all, and at least one. */
    public static int batch(Limits limits) {
        return Math.max(1, (int) (limits.inFlight() * 3L / 4));
    }

    /** An exchange is over. */
    public void leave() {
        exchanges.decrementAndGet();
    }

    /** Lets an app's connection in, if there is room; it must be {@linkplain #disconnected told of} once. */
    public boolean tryConnect(Limits limits) {
        if (connections.incrementAndGet() <= limits.connections()) return true;
        connections.decrementAndGet();
        return false;
    }

    /** An app's connection is over. */
    public void disconnected() {
        connections.decrementAndGet();
    }

    /** Connections of apps at this moment. */
    public int connections() {
        return connections.get();
    }

    /** What an exchange holds in memory: nothing yet. It must be {@linkplain Holdings#close closed} once. */
    public Holdings holdings(Limits limits) {
        return new Holdings(this, limits);
    }

    boolean tryHold(long bytes, Limits limits) {
        if (buffered.addAndGet(bytes) <= limits.bufferedBytes().bytes()) return true;
        buffered.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        buffered.addAndGet(-bytes);
    }

    /** Exchanges at this moment. */
    public int exchanges() {
        return exchanges.get();
    }

    /** What all exchanges hold in memory at this moment. */
    public long bufferedBytes() {
        return buffered.get();
    }
}
