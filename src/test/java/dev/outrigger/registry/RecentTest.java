package dev.outrigger.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
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
    void tellsOfTheLastWhatSortingThemWould() {
        Random random = new Random(7);
        Deque<Double> last = new ArrayDeque<>();
        for (int i = 0; i < 1_000; i++) {
            double figure = random.nextInt(20) / 4.0;
            recent.add(figure);
            last.addLast(figure);
            if (last.size() > Recent.MOST) last.removeFirst();
            List<Double> sorted = last.stream().sorted().toList();
            assertEquals(
                    sorted.get((int) Math.ceil(0.5 * sorted.size()) - 1),
                    recent.median(1).orElseThrow());
            assertEquals(
                    sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1),
                    recent.p95().orElseThrow());
            if (sorted.size() >= Recent.FEW)
                assertEquals(sorted.getLast(), recent.greatest().orElseThrow());
        }
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
