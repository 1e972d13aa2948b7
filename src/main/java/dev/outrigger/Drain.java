package dev.outrigger;

import dev.outrigger.chat.Failure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Waits for the exchanges in flight to end, and has those ended that go on for too long. */
final class Drain {
    /** With nothing in flight for this long nobody is waiting any more: exit at once. */
    static final Duration QUIET = Duration.ofSeconds(1);

    /** What those that are ended have to tell their apps so. */
    static final Duration GRACE = Duration.ofSeconds(1);

    static final Failure OVER = new Failure.Saturated("this process is shutting down and limits.drain is over");

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

    /**
     * Blocks until it was quiet for {@link #QUIET}, at most so long; then has what is left ended, and waits for that at
     * most for {@link #GRACE}. An interrupt ends the wait and stays set.
     */
    void await(IntSupplier exchanges, Duration most, Consumer<Failure> end) {
        try {
            if (isQuiet(exchanges, QUIET, most)) return;
            end.accept(OVER);
            var unusedQuiet = isQuiet(exchanges, Duration.ZERO, GRACE);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether nothing was in flight for so long, before the other time was over. */
    private boolean isQuiet(IntSupplier exchanges, Duration quiet, Duration most) throws InterruptedException {
        long start = nanos.getAsLong();
        long quietSince = start;
        for (long now = start; now - start < most.toNanos(); now = nanos.getAsLong()) {
            boolean busy = exchanges.getAsInt() > 0;
            if (busy) quietSince = now;
            if (!busy && now - quietSince >= quiet.toNanos()) return true;
            pause.once();
        }
        return false;
    }
}
