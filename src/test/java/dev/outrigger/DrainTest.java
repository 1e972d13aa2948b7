package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class DrainTest {
    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration MOST = Duration.ofSeconds(25);

    private final List<Failure> ended = new ArrayList<>();
    private long nanos;
    private final Drain drain = new Drain(() -> nanos, () -> nanos += STEP.toNanos());

    @Test
    @Row("leave.term-quiet")
    void endsAfterTheQuietTimeWhenNothingIsInFlight() {
        assertEquals(Drain.QUIET, waited(() -> 0, MOST));
    }

    @Test
    @Row("leave.term-finishes")
    void waitsForTheLastExchangeAndThenForQuiet() {
        IntSupplier busyForThreeSeconds = () -> nanos < Duration.ofSeconds(3).toNanos() ? 2 : 0;

        assertEquals(Duration.ofSeconds(3).plus(Drain.QUIET).minus(STEP), waited(busyForThreeSeconds, MOST));
    }

    @Test
    @Row("leave.term-ready")
    void anExchangeThatComesInTheQuietTimeIsWaitedForToo() {
        IntSupplier oneLate = () -> nanos == Duration.ofMillis(900).toNanos() ? 1 : 0;

        assertEquals(Duration.ofMillis(900).plus(Drain.QUIET), waited(oneLate, MOST));
    }

    @Test
    void neverWaitsLongerThanTheDrainTimeAndAMomentForWhatIsEnded() {
        assertEquals(MOST.plus(Drain.GRACE), waited(() -> 1, MOST));
    }

    @Test
    @Row("leave.term-finishes")
    void endsWhatGoesOnForTooLongAndGoesWhenItHasEnded() {
        IntSupplier untilTold = () -> ended.isEmpty() ? 1 : 0;

        assertEquals(MOST, waited(untilTold, MOST));
        assertEquals(List.of(Drain.OVER), ended);
    }

    @Test
    void endsNothingThatEndsInTime() {
        waited(() -> 0, MOST);

        assertEquals(List.of(), ended);
    }

    @Test
    void aDrainTimeUnderTheQuietTimeWins() {
        assertEquals(Duration.ofMillis(200), waited(() -> 0, Duration.ofMillis(200)));
        assertEquals(Drain.GRACE, waited(() -> 7, Duration.ZERO));
    }

    @Test
    void anInterruptEndsTheWaitAndStays() {
        Drain hurried = new Drain(() -> nanos, () -> {
            throw new InterruptedException();
        });

        hurried.await(() -> 1, MOST, ended::add);

        assertTrue(Thread.interrupted());
    }

    @Test
    void ofTheProcessLooksAtTheRealClock() {
        long start = System.nanoTime();

        Drain.ofProcess().await(() -> 1, Duration.ofMillis(120), ended::add);

        assertTrue(System.nanoTime() - start >= Duration.ofMillis(120).toNanos());
    }

    private Duration waited(IntSupplier exchanges, Duration most) {
        long start = nanos;
        drain.await(exchanges, most, ended::add);
        return Duration.ofNanos(nanos - start);
    }
}
