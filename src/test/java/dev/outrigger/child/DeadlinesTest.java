package dev.outrigger.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.engine.Ask;
import java.lang.reflect.RecordComponent;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is asked crosses whole, and its times are as far off on the other side. */
class DeadlinesTest {
    private static final long SECOND = 1_000_000_000;

    @Property(tries = 100)
    void nothingOfWhatIsAskedIsLost(@ForAll long seed) throws ReflectiveOperationException {
        Ask asked = (Ask) new Samples(seed).of(Ask.class);
        Ask left = Deadlines.left(asked);
        Ask there = Deadlines.here(left);
        for (RecordComponent component : Ask.class.getRecordComponents()) {
            Object said = component.getAccessor().invoke(asked);
            Object heard = component.getAccessor().invoke(there);
            // All that is a number there is a time.
            if (said instanceof OptionalLong time) assertIsAsFarOff(time, (OptionalLong) heard, component.getName());
            else assertEquals(Samples.words(said), Samples.words(heard), component.getName());
        }
    }

    private static void assertIsAsFarOff(OptionalLong said, OptionalLong heard, String name) {
        assertEquals(said.isPresent(), heard.isPresent(), name);
        if (said.isEmpty()) return;
        long off = Math.abs(heard.getAsLong() - said.getAsLong());
        assertTrue(off < SECOND, name + " is off by " + off + " ns");
    }

    @Property(tries = 20)
    void itIsWhatIsLeftThatCrosses(@ForAll long seed) {
        Ask asked = (Ask) new Samples(seed).of(Ask.class);
        Ask soon = new Ask(
                asked.request(),
                asked.draft(),
                asked.adapter(),
                asked.urgency(),
                OptionalLong.of(System.nanoTime() + 60 * SECOND));
        long left = Deadlines.left(soon).deadline().orElseThrow();
        assertTrue(left > 0 && left <= 60 * SECOND, left + " ns");
    }
}
