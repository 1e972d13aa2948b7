package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class JvmMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private double pauses() {
        return registry.get("jvm.gc.pause").functionTimers().stream()
                .mapToDouble(FunctionTimer::count)
                .sum();
    }

    @Test
    void countsTheCollectionsOfEachCollector() {
        JvmMeters.register(registry);
        double before = pauses();

        System.gc();

        assertTrue(pauses() > before);
        assertEquals(
                ManagementFactory.getGarbageCollectorMXBeans().size(),
                registry.get("jvm.gc.pause").functionTimers().size());
    }

    @Test
    void hasMemoryThreadsAndClasses() {
        JvmMeters.register(registry);

        for (String name : List.of("jvm.memory.used", "jvm.threads.live", "jvm.classes.loaded"))
            assertTrue(registry.get(name).gauges().stream().allMatch(gauge -> gauge.value() >= 0), name);
    }
}
