package dev.outrigger.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PeakLatencyTest {
    private long now = -5_000_000_000L;
    private final PeakLatency latency = new PeakLatency(() -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private double feared() {
        return latency.now().orElseThrow();
    }

    @Test
    void isUnknownBeforeTheFirst() {
        assertEquals(OptionalDouble.empty(), latency.now());
        pass(PeakLatency.DECAY);
        latency.took(2);
        assertEquals(2, feared(), 1e-12);
    }

    @Test
    void aPeakCountsAtOnceAndWhole() {
        latency.took(0.2);
        pass(Duration.ofMillis(1));
        latency.took(9);

        assertEquals(9, feared(), 1e-12);
    }

    @Test
    void aShorterTimeCountsTheMoreTheLongerAgoTheLastOneWas() {
        latency.took(9);
        latency.took(1);
        assertEquals(9, feared(), 1e-12, "at the same moment it says nothing yet");
        pass(PeakLatency.DECAY);
        latency.took(1);

        assertEquals(9 / Math.E + 1 - 1 / Math.E, feared(), 1e-9);
    }

    @Test
    void fadesWhileNobodyAsksHoweverOftenItIsLookedAt() {
        latency.took(8);
        for (int i = 0; i < 30; i++) {
            pass(PeakLatency.DECAY.dividedBy(30));
            latency.now();
        }
        assertEquals(8 / Math.E, feared(), 1e-9);
        pass(PeakLatency.DECAY.multipliedBy(4));
        assertTrue(feared() < 0.1);
    }

    @Test
    void isUnknownAgainWhenNextToNothingIsLeftOfItAndKnownWithTheNext() {
        latency.took(2);
        pass(PeakLatency.DECAY.multipliedBy(7));
        assertTrue(feared() >= PeakLatency.LEAST);
        pass(PeakLatency.DECAY);
        assertEquals(OptionalDouble.empty(), latency.now());
        pass(Duration.ofDays(2));
        assertEquals(OptionalDouble.empty(), latency.now());
        latency.took(0.5);
        assertEquals(0.5, feared(), 1e-12);
    }

    @Test
    void whoWasGivenUpIsFearedForNoLessThanThatAndNeverForLessThanBefore() {
        latency.tookLongerThan(4);
        assertEquals(4, feared(), 1e-12);
        pass(PeakLatency.DECAY);
        latency.tookLongerThan(1);
        assertEquals(4 / Math.E, feared(), 1e-9);
        latency.tookLongerThan(60);
        assertEquals(60, feared(), 1e-12);
    }

    @Test
    void aClockThatStandsStillOrGoesBackMakesNothingWorse() {
        latency.took(3);
        now -= 1_000_000;

        assertEquals(3, feared(), 1e-12);
    }

    @Property(tries = 100)
    void isNeverMoreThanTheSlowestNorLessThanNothing(
            @ForAll @Size(min = 1, max = 50) List<@DoubleRange(min = 0, max = 100) Double> times) {
        PeakLatency fresh = new PeakLatency(() -> now);
        double slowest = 0;
        for (double time : times) {
            fresh.took(time);
            pass(Duration.ofSeconds(1));
            slowest = Math.max(slowest, time);
            double feared = fresh.now().orElse(0);
            assertTrue(feared >= 0 && feared <= slowest + 1e-12);
        }
    }
}
