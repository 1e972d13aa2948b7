package dev.outrigger.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.FakeTime;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final FakeTime time = new FakeTime();
    private final Faults faults = new Faults(time);

    private void end(int succeeded, int failed) {
        for (int i = 0; i < succeeded; i++) faults.succeeded();
        for (int i = 0; i < failed; i++) faults.failed();
    }

    @Test
    void saysNothingOfAFew() {
        end(2, Faults.FEW - 3);
        assertEquals(OptionalDouble.empty(), faults.share());
        end(0, 1);
        assertEquals(OptionalDouble.of(0.6), faults.share());
    }

    @Test
    void forgetsWhatIsOlderThanItsWindow() {
        end(0, 10);
        time.pass(Duration.ofMinutes(4));
        end(10, 0);
        assertEquals(OptionalDouble.of(0.5), faults.share());
        time.pass(Duration.ofMinutes(1));
        assertEquals(OptionalDouble.of(0), faults.share());
        time.pass(Faults.WINDOW);
        assertEquals(OptionalDouble.empty(), faults.share());
    }

    @Property(tries = 200)
    void isTheShareOfWhatEndedWithinTheWindow(
            @ForAll List<@IntRange(min = 0, max = 200) Integer> secondsBetween, @ForAll List<Boolean> failures) {
        FakeTime clock = new FakeTime();
        Faults counted = new Faults(clock);
        long all = 0;
        for (int i = 0; i < secondsBetween.size(); i++) {
            clock.pass(Duration.ofSeconds(secondsBetween.get(i)));
            boolean fails = i < failures.size() && failures.get(i);
            if (fails) counted.failed();
            else counted.succeeded();
            all += fails ? 1 : 0;
        }

        OptionalDouble share = counted.share();
        assertTrue(share.isEmpty() || (share.getAsDouble() >= 0 && share.getAsDouble() <= 1));
        assertTrue(all > 0 || share.orElse(0) == 0);
    }
}
