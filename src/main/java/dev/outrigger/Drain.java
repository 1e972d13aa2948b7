package dev.outrigger;

import dev.outrigger.admit.Admission;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Waits for the exchanges in flight to end. */
final class Drain {
    /** With nothing in flight for this long nobody is waiting any more: exit at once. */
    static final Duration QUIET = Duration.ofSeconds(1);

    private static final long LOOK_EVERY_MILLIS = 50;

    private Drain() {}

    /** Blocks until it was quiet for {@link #QUIET}, at most so long. */
    static void await(Admission admission, Duration most, LongSupplier nanos) {
        long start = nanos.getAsLong();
        long quietSince = start;
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (nanos.getAsLong() - start < most.toNanos()) {
                if (admission.exchanges() > 0) quietSince = nanos.getAsLong();
                if (nanos.getAsLong() - quietSince >= QUIET.toNanos()) return;
                if (never.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) return;
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
