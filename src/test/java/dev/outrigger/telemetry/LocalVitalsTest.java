package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.admit.Admission;
import dev.outrigger.engine.Laid;
import dev.outrigger.telemetry.Names.Label;
import dev.outrigger.telemetry.Names.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told of models of this process: loads, losses, memory. */
class LocalVitalsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Vitals vitals = new Vitals(registry, new Admission(), name -> Optional.empty(), () -> true);

    @Test
    void countsLoadsOfLocalModelsByHowTheyEnded() {
        vitals.loaded("smollm2", Vitals.Load.FAILED, Vitals.LoadCause.SETTINGS);
        vitals.loaded("smollm2", Vitals.Load.READY, Vitals.LoadCause.RETRY);
        vitals.loaded("smollm2", Vitals.Load.READY, Vitals.LoadCause.REQUEST);

        assertEquals(2, loads("ready"));
        assertEquals(1, loads("failed"));
        assertEquals(
                1,
                registry.get(Metric.LOADS)
                        .tags(Label.OUTCOME, "ready", Label.CAUSE, "request")
                        .counter()
                        .count());
    }

    @Test
    void countsLossesOfLocalModelsByReason() {
        vitals.lost("smollm2", Vitals.LossReason.OUT_OF_MEMORY);
        vitals.lost("smollm2", Vitals.LossReason.OUT_OF_MEMORY);

        assertEquals(
                2,
                registry.get(Metric.LOSSES)
                        .tags(Label.MODEL, "smollm2", Label.REASON, "out_of_memory")
                        .counter()
                        .count());
    }

    /** A counter that comes up with its first failure has never risen. */
    @Test
    void countsFailuresOfLocalModelsFromZero() {
        vitals.expect(List.of("smollm2"));

        assertEquals(
                Vitals.LoadCause.values().length,
                registry.get(Metric.LOADS)
                        .tags(Label.OUTCOME, "failed")
                        .counters()
                        .size());
        assertEquals(
                Vitals.LossReason.values().length,
                registry.get(Metric.LOSSES).counters().size());
        vitals.lost("smollm2", Vitals.LossReason.ENDED);
        assertEquals(
                Vitals.LossReason.values().length,
                registry.get(Metric.LOSSES).counters().size());
    }

    @Test
    void showsWhatLocalModelsHold() {
        vitals.held("smollm2", 100, 40, 0);
        vitals.held("smollm2", 100, 20, 0);

        assertEquals(100, held("weights"));
        assertEquals(20, held("cache"));
        assertEquals(0, held("adapters"));
        vitals.held("smollm2", 0, 0, 0);
        assertEquals(0, held("weights"));
    }

    @Test
    void showsTheAdaptersThatLieOverLocalModels() {
        AtomicReference<Laid> laid = new AtomicReference<>(Laid.NONE);
        vitals.laid("smollm2", laid::get);
        vitals.laid("smollm2", () -> new Laid(9, 9));
        assertEquals(0, adapters(Metric.ADAPTERS));
        laid.set(new Laid(2, 4096));
        assertEquals(2, adapters(Metric.ADAPTERS));
        assertEquals(4096, adapters(Metric.ADAPTER_BYTES));
    }

    @Test
    void showsTheAdaptersOfNoMoreModelsThanThereIsRoomFor() {
        IntStream.rangeClosed(0, Bounds.LABEL_VALUES).forEach(i -> vitals.laid("m" + i, () -> Laid.NONE));
        assertEquals(Bounds.LABEL_VALUES, registry.get(Metric.ADAPTERS).gauges().size());
    }

    private double adapters(String metric) {
        return registry.get(metric).tags(Label.MODEL, "smollm2").gauge().value();
    }

    private double held(String part) {
        return registry.get(Metric.MODEL_BYTES)
                .tags(Label.MODEL, "smollm2", Label.PART, part)
                .gauge()
                .value();
    }

    private double loads(String outcome) {
        return registry.get(Metric.LOADS).tags(Label.MODEL, "smollm2", Label.OUTCOME, outcome).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
