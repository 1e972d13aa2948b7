package dev.outrigger.telemetry;

import dev.outrigger.telemetry.Names.Convention;
import dev.outrigger.telemetry.Names.Label;
import dev.outrigger.telemetry.Names.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import java.time.Duration;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

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

    private static final String[] ATTEMPT = {Label.BACKEND, Label.MODEL, Label.CAUSE, Label.OUTCOME};
    private static final String ERROR = Convention.ERROR_TYPE.getKey();
    private static final double MILLIS_PER_SECOND = 1000;

    final Series<Timer> duration;
    final Series<Timer> firstChunk;
    final Series<DistributionSummary> tokens;
    final Series<Counter> exchanges;
    final Series<Counter> attempts;
    final Series<Counter> missing;
    final Series<Counter> mismatch;
    final Series<Counter> privacy;
    final MoneyMeters money;
    final Series<Counter> lost;

    Meters(MeterRegistry registry) {
        duration = timer(Metric.OPERATION_DURATION, "How long a call of a model took.", registry, call(ERROR));
        firstChunk = timer(Metric.FIRST_CHUNK, "From a streamed call to its first content.", registry, call());
        tokens = new Series<>(
                DistributionSummary.builder(Metric.TOKENS)
                        .description("Tokens of a call, as the backend counted them.")
                        .serviceLevelObjectives(TOKENS)
                        .withRegistry(registry),
                call(Label.TOKEN_TYPE));
        exchanges = counter(
                Metric.EXCHANGES,
                "Requests of the app, by what became of them.",
                registry,
                Label.ROUTE,
                Label.POLICY,
                Label.REASON,
                Label.MODEL,
                Label.OUTCOME);
        attempts = counter(Metric.ATTEMPTS, "Calls of candidates.", registry, ATTEMPT);
        missing = counter(
                Metric.MISSING, "Scores that a decision had to do without.", registry, Label.DIMENSION, Label.REASON);
        privacy = counter(
                Metric.PRIVACY, "Requests that not everybody may be told, and why.", registry, Label.RULE, Label.CAUSE);
        mismatch = counter(
                Metric.MISMATCH,
                "Answers by another model than the one asked for.",
                registry,
                Label.BACKEND,
                Label.MODEL);
        money = new MoneyMeters(registry);
        lost = counter(Metric.LOST, "Records of an exchange that could not be made.", registry, Label.SIGNAL);
    }

    /** The one below where there is but one: a composite goes through all that it has at each record. */
    static MeterRegistry innermost(MeterRegistry registry) {
        if (!(registry instanceof CompositeMeterRegistry composite)) return registry;
        Set<MeterRegistry> below = composite.getRegistries();
        return below.size() == 1 ? below.iterator().next() : registry;
    }

    /** What every call of a model is counted by, and more. */
    private static String[] call(String... more) {
        Stream<String> all = Stream.of(Convention.OPERATION, Convention.PROVIDER, Convention.REQUEST_MODEL)
                .map(AttributeKey::getKey);
        return Stream.concat(all, Stream.of(more)).toArray(String[]::new);
    }

    private static Series<Timer> timer(String name, String what, MeterRegistry registry, String... labels) {
        return new Series<>(
                Timer.builder(name)
                        .description(what)
                        .serviceLevelObjectives(DoubleStream.of(LATENCY)
                                .mapToObj(seconds -> Duration.ofMillis(Math.round(seconds * MILLIS_PER_SECOND)))
                                .toArray(Duration[]::new))
                        .withRegistry(registry),
                labels);
    }

    static Series<Counter> counter(String name, String what, MeterRegistry registry, String... labels) {
        return new Series<>(Counter.builder(name).description(what).withRegistry(registry), labels);
    }
}
