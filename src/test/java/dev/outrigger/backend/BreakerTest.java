package dev.outrigger.backend;

import static dev.outrigger.backend.Breaker.Pass.DENIED;
import static dev.outrigger.backend.Breaker.Pass.FREE;
import static dev.outrigger.backend.Breaker.Pass.PROBE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.backend.Breaker.Pass;
import dev.outrigger.chat.Failure;
import dev.outrigger.support.FakeTime;
import dev.outrigger.support.Row;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final double NO_JITTER = 0.5;

    private final FakeTime time = new FakeTime();
    private double jitter = NO_JITTER;
    private final Breaker breaker = new Breaker(time, () -> jitter);

    private void fail(int times) {
        for (int i = 0; i < times; i++) breaker.failed(FREE, Failures.OVERLOADED);
    }

    private void open() {
        fail(7);
        assertTrue(breaker.isOpen());
    }

    private void probe(Duration after) {
        time.pass(after);
        assertEquals(PROBE, breaker.tryPass());
    }

    /** Nobody asks at night: it stays open, and its alert ends. */
    @Test
    void saysThatItFailsForAMinuteAfterItsRest() {
        open();
        assertTrue(breaker.isFailing());
        time.pass(Duration.ofSeconds(60));
        assertTrue(breaker.isFailing());

        time.pass(Duration.ofSeconds(1));

        assertFalse(breaker.isFailing());
        assertTrue(breaker.isOpen());
        assertEquals(PROBE, breaker.tryPass());
        assertTrue(breaker.isFailing());
        breaker.failed(PROBE, Failures.OVERLOADED);
        assertTrue(breaker.isFailing());
        probe(Duration.ofSeconds(2));
        breaker.succeeded(PROBE);
        assertFalse(breaker.isFailing());
    }

    @Test
    @Row("breaker.opens")
    void opensAtTheSeventhFailureInARow() {
        fail(6);
        assertEquals(FREE, breaker.tryPass());
        fail(1);
        assertEquals(DENIED, breaker.tryPass());
    }

    @Test
    @Row("clock.first-token-elsewhere")
    void countsEveryKindOfFailureThatIsTheModelsFault() {
        for (Failure failure : Failures.COUNTED) {
            Breaker fresh = new Breaker(time, () -> jitter);
            for (int i = 0; i < 7; i++) fresh.failed(FREE, failure);
            assertTrue(fresh.isOpen(), failure.label());
        }
    }

    @Test
    @Row({"breaker.neutral", "leave.neutral"})
    void neverOpensForANeutralOutcome() {
        for (Failure failure : Failures.NEUTRAL) for (int i = 0; i < 50; i++) breaker.failed(FREE, failure);
        assertFalse(breaker.isOpen());
    }

    @Test
    @Row("breaker.neutral")
    void countsOnThroughNeutralOutcomes() {
        fail(6);
        breaker.failed(FREE, Failures.throttled());
        fail(1);
        assertTrue(breaker.isOpen());
    }

    @Test
    void beginsToCountAgainAfterASuccess() {
        fail(6);
        breaker.succeeded(FREE);
        fail(6);
        assertFalse(breaker.isOpen());
    }

    @Test
    @Row("breaker.opens")
    void opensWhenHalfOfTwentyFailed() {
        for (int i = 0; i < 10; i++) {
            assertFalse(breaker.isOpen(), "after " + 2 * i);
            breaker.succeeded(FREE);
            fail(1);
        }
        assertTrue(breaker.isOpen());
    }

    @Test
    @Row("breaker.neutral")
    void isNotDilutedByNeutralOutcomes() {
        for (int i = 0; i < 9; i++) {
            breaker.succeeded(FREE);
            fail(1);
            for (int j = 0; j < 10; j++) breaker.failed(FREE, Failures.REJECTED);
        }
        assertFalse(breaker.isOpen());
        breaker.succeeded(FREE);
        fail(1);
        assertTrue(breaker.isOpen());
    }

    @Test
    @Row("breaker.opens")
    void staysClosedWhenLessThanHalfFailed() {
        for (int i = 0; i < 100; i++) {
            breaker.succeeded(FREE);
            breaker.succeeded(FREE);
            fail(1);
        }
        assertFalse(breaker.isOpen());
    }

    @Test
    @Row("breaker.opens")
    void forgetsWhatIsOlderThanTenSeconds() {
        for (int i = 0; i < 9; i++) {
            breaker.succeeded(FREE);
            fail(1);
        }
        time.pass(Duration.ofMillis(10_001));
        breaker.succeeded(FREE);
        fail(1);
        assertFalse(breaker.isOpen());
    }

    @Test
    void judgesABusyWindowByItsNewest() {
        for (int i = 0; i < 5_000; i++) breaker.succeeded(FREE);
        for (int i = 0; i < 499; i++) {
            fail(1);
            breaker.succeeded(FREE);
        }
        assertFalse(breaker.isOpen());
        fail(1);
        assertTrue(breaker.isOpen());
    }

    @Test
    @Row("breaker.rests")
    void letsOneProbeThroughAfterASecond() {
        open();
        time.pass(Duration.ofMillis(999));
        assertEquals(DENIED, breaker.tryPass());
        time.pass(Duration.ofMillis(1));
        assertEquals(PROBE, breaker.tryPass());
        assertEquals(DENIED, breaker.tryPass());
    }

    @Test
    @Row("breaker.probe")
    void closesWhenItsProbeSucceeds() {
        open();
        probe(Duration.ofSeconds(1));
        breaker.succeeded(PROBE);
        assertEquals(FREE, breaker.tryPass());
    }

    @Test
    @Row("breaker.rests")
    void restsTwiceAsLongAfterEachProbeThatFailsUpToTenSeconds() {
        open();
        for (int seconds : new int[] {1, 2, 4, 8, 10, 10, 10}) {
            assertEquals(Duration.ofSeconds(seconds).toNanos(), breaker.restNanos());
            probe(Duration.ofSeconds(seconds));
            breaker.failed(PROBE, Failures.UNREACHABLE);
        }
    }

    @Test
    @Row("breaker.rests")
    void jittersByHalfEitherWay() {
        jitter = 0;
        open();
        assertEquals(Duration.ofMillis(500).toNanos(), breaker.restNanos());
        jitter = 1;
        probe(Duration.ofMillis(500));
        breaker.failed(PROBE, Failures.UNREACHABLE);
        assertEquals(Duration.ofSeconds(3).toNanos(), breaker.restNanos());
    }

    @Test
    @Row("breaker.neutral")
    void probesAgainWhenAProbeToldNothing() {
        open();
        probe(Duration.ofSeconds(1));
        breaker.failed(PROBE, Failures.throttled());
        assertEquals(PROBE, breaker.tryPass());
        breaker.abandoned(PROBE);
        assertEquals(PROBE, breaker.tryPass());
    }

    @Test
    void isNotMovedByAttemptsThatBeganBeforeItOpened() {
        open();
        probe(Duration.ofSeconds(1));
        breaker.failed(FREE, Failures.UNREACHABLE);
        breaker.succeeded(FREE);
        breaker.abandoned(FREE);
        assertTrue(breaker.isOpen());
        assertEquals(0, breaker.restNanos());
        assertEquals(DENIED, breaker.tryPass(), "the probe is still under way");
    }

    @Test
    void closesWhenAnAttemptMadeEvenSoSucceeds() {
        open();
        breaker.succeeded(DENIED);
        assertEquals(FREE, breaker.tryPass());
    }

    @Test
    void doesNotRestLongerForAttemptsMadeEvenSo() {
        open();
        for (int i = 0; i < 20; i++) breaker.failed(DENIED, Failures.UNREACHABLE);
        assertEquals(Duration.ofSeconds(1).toNanos(), breaker.restNanos());
    }

    @Test
    @Row("breaker.flap")
    void remembersTheDoublingOfAModelThatFlaps() {
        open();
        probe(Duration.ofSeconds(1));
        breaker.succeeded(PROBE);
        time.pass(Duration.ofMillis(29_999));
        breaker.succeeded(FREE);
        open();
        assertEquals(Duration.ofSeconds(2).toNanos(), breaker.restNanos());
    }

    @Test
    @Row("breaker.flap")
    void forgetsTheDoublingAfterThirtyGoodSeconds() {
        open();
        probe(Duration.ofSeconds(1));
        breaker.succeeded(PROBE);
        time.pass(Duration.ofSeconds(30));
        open();
        assertEquals(Duration.ofSeconds(1).toNanos(), breaker.restNanos());
    }

    @Test
    void beginsAnewAfterItClosed() {
        open();
        probe(Duration.ofSeconds(1));
        breaker.succeeded(PROBE);
        fail(6);
        assertFalse(breaker.isOpen());
    }

    @Test
    @Row("breaker.probe")
    void givesExactlyOneProbeToManyThreads() throws Exception {
        open();
        time.pass(Duration.ofSeconds(1));
        var passes = new java.util.concurrent.ConcurrentLinkedQueue<Pass>();
        var threads = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> Thread.ofPlatform().start(() -> passes.add(breaker.tryPass())))
                .toList();
        for (Thread thread : threads) thread.join();
        assertEquals(1, passes.stream().filter(pass -> pass == PROBE).count());
        assertEquals(7, passes.stream().filter(pass -> pass == DENIED).count());
    }
}
