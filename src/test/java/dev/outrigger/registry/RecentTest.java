package dev.outrigger.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final Recent recent = new Recent();

    @Test
    void knowsNothingBeforeTheFirst() {
        assertEquals(OptionalDouble.empty(), recent.p95());
    }

    @Test
    void tellsWhatOnlyFiveOfAHundredExceed() {
        for (int i = 1; i <= 20; i++) recent.add(i);
        assertEquals(OptionalDouble.of(19), recent.p95());
    }

    @Test
    void tellsItAsKnownOnlyOnceThereAreEnough() {
        for (int i = 1; i < Recent.FEW; i++) recent.add(i);
        assertEquals(OptionalDouble.empty(), recent.knownP95());
        recent.add(Recent.FEW);
        assertEquals(recent.p95(), recent.knownP95());
    }

    @Test
    void forgetsAllButTheLast() {
        for (int i = 0; i < 1_000; i++) recent.add(100);
        for (int i = 0; i < Recent.MOST; i++) recent.add(2);
        assertEquals(OptionalDouble.of(2), recent.p95());
    }

    @Test
    void tellsWhatHalfOfThemDoNotExceed() {
        for (int i = 1; i <= 4; i++) recent.add(i);
        assertEquals(OptionalDouble.empty(), recent.quantiles().p50());
        recent.add(100);
        assertEquals(OptionalDouble.of(3), recent.quantiles().p50());
        assertEquals(OptionalDouble.empty(), recent.quantiles().p95());
        assertEquals(OptionalDouble.empty(), recent.median(6));
    }
}
