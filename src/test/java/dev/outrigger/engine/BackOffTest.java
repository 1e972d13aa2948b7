package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private final BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(10));

    @Test
    void doublesUpToItsBound() {
        assertEquals(
                Stream.of(1, 2, 4, 8, 10, 10).map(Duration::ofSeconds).toList(),
                Stream.generate(backOff::next).limit(6).toList());
    }

    @Test
    void staysAtItsBoundForEver() {
        List<Duration> waits = Stream.generate(backOff::next).limit(200).toList();
        assertEquals(Duration.ofSeconds(10), waits.getLast());
    }

    @Test
    void tellsTheWaitAfterSoManyTriesThatOthersCounted() {
        assertEquals(Duration.ofSeconds(1), backOff.after(1));
        assertEquals(Duration.ofSeconds(8), backOff.after(4));
        assertEquals(Duration.ofSeconds(10), backOff.after(Integer.MAX_VALUE));
        assertEquals(Duration.ofSeconds(1), backOff.next());
    }

    @Test
    void beginsAgainWhenAllIsWell() {
        backOff.next();
        backOff.next();
        backOff.reset();
        assertEquals(Duration.ofSeconds(1), backOff.next());
    }
}
