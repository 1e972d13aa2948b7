package dev.outrigger.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void knowsNothingBeforeTheFirst() {
        assertEquals(OptionalDouble.empty(), latencies.p95());
    }

    @Test
    void tellsWhatOnlyFiveOfAHundredExceed() {
        for (int i = 1; i <= 20; i++) latencies.add(i);
        assertEquals(OptionalDouble.of(19), latencies.p95());
    }

    @Test
    void tellsItAsKnownOnlyOnceThereAreEnough() {
        for (int i = 1; i < Latencies.FEW; i++) latencies.add(i);
        assertEquals(OptionalDouble.empty(), latencies.knownP95());
        latencies.add(Latencies.FEW);
        assertEquals(latencies.p95(), latencies.knownP95());
    }

    @Test
    void forgetsAllButTheLast() {
        for (int i = 0; i < 1_000; i++) latencies.add(100);
        for (int i = 0; i < Latencies.MOST; i++) latencies.add(2);
        assertEquals(OptionalDouble.of(2), latencies.p95());
    }
}
