package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SeriesTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Series<Counter> series =
            new Series<>(Counter.builder("boats").withRegistry(registry), "sail", "colour");

    @Test
    void findsTheMeterOfTheSameValues() {
        assertSame(series.of("lug", "red"), series.of("lug", "red"));
        assertNotSame(series.of("lug", "red"), series.of("red", "lug"));
    }

    @Test
    void labelsAMeterByItsValues() {
        series.of("lug", "red").increment();

        assertEquals(
                1,
                registry.get("boats")
                        .tags("sail", "lug", "colour", "red")
                        .counter()
                        .count());
    }

    @Test
    void findsEachOfMany() {
        AtomicInteger made = new AtomicInteger();
        Series<Counter> counted = new Series<>(
                tags -> {
                    made.incrementAndGet();
                    return registry.counter("boats", Tags.of(tags));
                },
                "sail",
                "colour");
        for (int i = 0; i < 2_000; i++) counted.of("lug", "hull " + i % 1_000).increment();

        assertEquals(1_000, made.get());
        assertEquals(1_000, registry.getMeters().size());
    }

    @Test
    void hasAValueForEachLabel() {
        assertThrows(IllegalArgumentException.class, () -> series.of("lug"));
        assertThrows(IllegalArgumentException.class, () -> series.of("lug", "red", "large"));
    }
}
