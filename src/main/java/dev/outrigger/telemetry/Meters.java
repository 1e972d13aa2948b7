package dev.outrigger.telemetry;

import dev.outrigger.telemetry.Names.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.DoubleStream;

/** The meters, with the buckets that the GenAI conventions advise, so that figures of different tools can be compared. */
final class Meters {
    /** Seconds. */
    private static final double[] LATENCY = {
        0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92
    };

    /** Tokens. */
    private static final double[] TOKENS = {
        1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864
    };

    private static final double MILLIS_PER_SECOND = 1000;

    final MeterProvider<Timer> duration;
    final MeterProvider<Timer> firstChunk;
    final MeterProvider<DistributionSummary> tokens;
    final MeterProvider<Counter> exchanges;
    final MeterProvider<Counter> attempts;
    final MeterProvider<Counter> missing;
    final MeterProvider<Counter> mismatch;
    final MeterProvider<Counter> cost;
    final MeterProvider<Counter> baseline;
    final MeterProvider<Counter> costUnknown;
    final MeterProvider<Counter> lost;

    Meters(MeterRegistry registry) {
        duration = timer(Metric.OPERATION_DURATION, "How long a call of a model took.", registry);
        firstChunk = timer(Metric.FIRST_CHUNK, "From a streamed call to its first content.", registry);
        tokens = DistributionSummary.builder(Metric.TOKENS)
                .description("Tokens of a call, as the backend counted them.")
                .serviceLevelObjectives(TOKENS)
                .withRegistry(registry);
        exchanges = counter(Metric.EXCHANGES, "Requests of the app, by what became of them.", registry);
        attempts = counter(Metric.ATTEMPTS, "Calls of candidates.", registry);
        missing = counter(Metric.MISSING, "Scores that a decision had to do without.", registry);
        mismatch = counter(Metric.MISMATCH, "Answers by another model than the one asked for.", registry);
        cost = dollars(Metric.COST, "What the answers cost.", registry);
        baseline = dollars(Metric.BASELINE, "What the policy's baseline would have cost for the same.", registry);
        costUnknown = counter(Metric.COST_UNKNOWN, "Requests whose cost is not known.", registry);
        lost = counter(Metric.LOST, "Records of an exchange that could not be made.", registry);
    }

    private static MeterProvider<Timer> timer(String name, String what, MeterRegistry registry) {
        return Timer.builder(name)
                .description(what)
                .serviceLevelObjectives(DoubleStream.of(LATENCY)
                        .mapToObj(seconds -> Duration.ofMillis(Math.round(seconds * MILLIS_PER_SECOND)))
                        .toArray(Duration[]::new))
                .withRegistry(registry);
    }

    private static MeterProvider<Counter> counter(String name, String what, MeterRegistry registry) {
        return Counter.builder(name).description(what).withRegistry(registry);
    }

    private static MeterProvider<Counter> dollars(String name, String what, MeterRegistry registry) {
        return Counter.builder(name).description(what).baseUnit("usd").withRegistry(registry);
    }
}
