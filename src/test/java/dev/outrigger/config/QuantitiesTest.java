package dev.outrigger.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Durations and sizes, as text and as values. */
class QuantitiesTest {
    @Test
    void readsEveryUnitOfTime() {
        assertEquals(Optional.of(Duration.ofMillis(500)), Durations.parse("500ms"));
        assertEquals(Optional.of(Duration.ofSeconds(2)), Durations.parse("2s"));
        assertEquals(Optional.of(Duration.ofMinutes(10)), Durations.parse("10m"));
        assertEquals(Optional.of(Duration.ofHours(1)), Durations.parse("1h"));
        assertEquals(Optional.of(Duration.ofDays(7)), Durations.parse("7d"));
        assertEquals(Optional.of(Duration.ZERO), Durations.parse("0s"));
    }

    @Test
    void refusesTimesWithoutUnitOrBeyondCounting() {
        for (String text : new String[] {"", "5", "s", "-1s", "1 s", "1S", "1h30m", "106752d", "9".repeat(30) + "s"}) {
            assertEquals(Optional.empty(), Durations.parse(text), text);
        }
    }

    @Test
    void readsEveryUnitOfSize() {
        assertEquals(Optional.of(new DataSize(512)), DataSize.parse("512B"));
        assertEquals(Optional.of(new DataSize(64L << 10)), DataSize.parse("64KiB"));
        assertEquals(Optional.of(new DataSize(20L << 20)), DataSize.parse("20MiB"));
        assertEquals(Optional.of(new DataSize(3L << 30)), DataSize.parse("3GiB"));
        assertEquals(Optional.of(new DataSize(1L << 40)), DataSize.parse("1TiB"));
    }

    @Test
    void refusesSizesWithoutUnitWithADecimalOneOrBeyondCounting() {
        for (String text : new String[] {"", "5", "5KB", "5kib", "1.5MiB", "-1B", "8388608TiB", "9".repeat(30) + "B"}) {
            assertEquals(Optional.empty(), DataSize.parse(text), text);
        }
        assertThrows(IllegalArgumentException.class, () -> new DataSize(-1));
    }

    @Property(tries = 200)
    void writesASizeAsItReadsIt(@ForAll @LongRange(min = 0) long bytes) {
        assertEquals(Optional.of(new DataSize(bytes)), DataSize.parse(new DataSize(bytes).toString()));
    }

    @Test
    void writesASizeInTheLargestWholeUnit() {
        assertEquals("20MiB", new DataSize(20L << 20).toString());
        assertEquals("1025B", new DataSize(1025).toString());
        assertEquals("0B", new DataSize(0).toString());
    }
}
