package dev.outrigger;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Waits for the exchanges in flight to end. */
final class Drain {
    /** With nothing in flight for this long nobody is waiting any more: exit at once. */
    static final Duration QUIET = Duration.ofSeconds(1);

    private static final long LOOK_EVERY_MILLIS = 50;

    private final LongSupplier nanos;
    private final Pause pause;

    /** Lets a little time go by. */
    interface Pause {
        void once() throws InterruptedException;
    }

    Drain(LongSupplier nanos, Pause pause) {
        this.nanos = nanos;
        this.pause = pause;
    }

    /** By the machine's clock. */
    static Drain ofProcess() {
        CountDownLatch never = new CountDownLatch(1);
        return new Drain(System::nanoTime, () -> {
            var unusedNever = never.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        });
    }

    /** Blocks until it was quiet for {@link #QUIET}, at most so long; an interrupt ends the wait and stays set. */
    void await(IntSupplier exchanges, Duration most) {
        long start = nanos.getAsLong();
        long quietSince = start;
        try {
            for (long now = start; now - start < most.toNanos(); now = nanos.getAsLong()) {
                if (exchanges.getAsInt() > 0) quietSince = now;
                if (now - quietSince >= QUIET.toNanos()) return;
                pause.once();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
