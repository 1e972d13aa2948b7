package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An adapter on its way into the program: what was read of it and is not handed over yet, which is little. One thread reads
 * it, another takes it.
 */
final class AdapterLoad {
    /** Pairs read ahead: they wait in the Java heap. */
    private static final int AHEAD = 4;

    private static final Duration LOOK = Duration.ofMillis(100);

    private final BlockingQueue<AdapterPair> pairs = new ArrayBlockingQueue<>(AHEAD);
    private volatile boolean isReadWhole;
    private volatile Optional<Failure> failure = Optional.empty();

    /** Waits while much is on its way; false where no more is wanted. */
    boolean put(AdapterPair pair) throws InterruptedException {
        while (failure.isEmpty()) if (pairs.offer(pair, LOOK.toMillis(), TimeUnit.MILLISECONDS)) return true;
        return false;
    }

    /** All was put. */
    void finish() {
        isReadWhole = true;
    }

    /** No more will come. */
    void fail(Failure why) {
        failure = Optional.of(why);
    }

    /** The next pair, if one is there now. */
    Optional<AdapterPair> poll() {
        return Optional.ofNullable(pairs.poll());
    }

    /** Whether all of it was taken. */
    boolean isTaken() {
        // In this order: nothing is put after it was read whole.
        return isReadWhole && pairs.isEmpty();
    }

    Optional<Failure> failure() {
        return failure;
    }
}
