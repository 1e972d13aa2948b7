package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class DrainTest {
    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration MOST = Duration.ofSeconds(25);

    private long nanos;
    private final Drain drain = new Drain(() -> nanos, () -> nanos += STEP.toNanos());

    @Test
    void endsAfterTheQuietTimeWhenNothingIsInFlight() {
        assertEquals(Drain.QUIET, waited(() -> 0, MOST));
    }

    @Test
    void waitsForTheLastExchangeAndThenForQuiet() {
        IntSupplier busyForThreeSeconds = () -> nanos < Duration.ofSeconds(3).toNanos() ? 2 : 0;

        assertEquals(Duration.ofSeconds(3).plus(Drain.QUIET).minus(STEP), waited(busyForThreeSeconds, MOST));
    }

    @Test
    void anExchangeThatComesInTheQuietTimeIsWaitedForToo() {
        IntSupplier oneLate = () -> nanos == Duration.ofMillis(900).toNanos() ? 1 : 0;

        assertEquals(Duration.ofMillis(900).plus(Drain.QUIET), waited(oneLate, MOST));
    }

    @Test
    void neverWaitsLongerThanTheDrainTime() {
        assertEquals(MOST, waited(() -> 1, MOST));
    }

    @Test
    void aDrainTimeUnderTheQuietTimeWins() {
        assertEquals(Duration.ofMillis(200), waited(() -> 0, Duration.ofMillis(200)));
        assertEquals(Duration.ZERO, waited(() -> 7, Duration.ZERO));
    }

    @Test
    void anInterruptEndsTheWaitAndStays() {
        Drain hurried = new Drain(() -> nanos, () -> {
            throw new InterruptedException();
        });

        hurried.await(() -> 1, MOST);

        assertTrue(Thread.interrupted());
    }

    @Test
    void ofTheProcessLooksAtTheRealClock() {
        long start = System.nanoTime();

        Drain.ofProcess().await(() -> 1, Duration.ofMillis(120));

        assertTrue(System.nanoTime() - start >= Duration.ofMillis(120).toNanos());
    }

    private Duration waited(IntSupplier exchanges, Duration most) {
        long start = nanos;
        drain.await(exchanges, most);
        return Duration.ofNanos(nanos - start);
    }
}
