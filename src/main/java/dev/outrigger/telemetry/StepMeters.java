package dev.outrigger.telemetry;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Score;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.telemetry.Names.Label;
import dev.outrigger.telemetry.Names.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** The meters of where time goes in what a policy decided, and of whether it was read whole before that. */
final class StepMeters {
    /** Microseconds: a decision takes some of them, a model a minute. */
    private static final long[] BUCKETS = {
        100,
        250,
        500,
        1_000,
        2_500,
        5_000,
        10_000,
        25_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000,
        30_000_000,
        60_000_000
    };

    private static final Duration[] EDGES = LongStream.of(BUCKETS)
            .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
            .toArray(Duration[]::new);

    private final Series<Timer> steps;
    private final Series<Timer> firstByte;
    private final Series<Timer> added;
    private final Series<Counter> analyses;

    StepMeters(MeterRegistry registry) {
        steps = timer(Metric.STEP, "How long each step of an answer took.", registry, Label.STEP);
        firstByte = timer(Metric.FIRST_BYTE, "From a request to its answer's first byte.", registry, Label.STREAM);
        added = timer(Metric.ADDED, "From the request read whole to the first call of a model.", registry);
        analyses = Meters.counter(
                Metric.ANALYSES, "Analyses, by whether anything is missing by a fault.", registry, Label.OUTCOME);
        // There from the start: what comes up with its first bad one has never risen.
        added.of();
        for (String outcome : List.of("whole", "short")) analyses.of(outcome);
        for (String stream : List.of("true", "false")) firstByte.of(stream);
    }

    /** Nothing of what was passed through or refused: no policy took its time. */
    void count(Exchange exchange) {
        if (exchange.decision().isEmpty()) return;
        Steps took = Steps.of(exchange);
        step("read", took.read());
        step("decide", took.decide());
        step("attempt", took.attempt());
        step("stream", took.stream());
        Optional<Analysis> analysis = exchange.analysis();
        if (analysis.isPresent()) {
            step("analyze", took.analyze());
            analyses.of(isShort(analysis.get()) ? "short" : "whole").increment();
        }
        if (!exchange.attempts().isEmpty())
            added.of().record(Math.max(0, begun(exchange) - exchange.times().readNanos()), TimeUnit.NANOSECONDS);
        OptionalLong first = exchange.times().firstByteNanos();
        if (first.isPresent() && exchange.verdict() instanceof Verdict.Answered)
            firstByte.of(Boolean.toString(exchange.origin().stream())).record(first.getAsLong(), TimeUnit.NANOSECONDS);
    }

    /** When the first model was asked for an answer; a judge only says whom to ask. */
    private static long begun(Exchange exchange) {
        long begun = Long.MAX_VALUE;
        for (Attempt attempt : exchange.attempts())
            if (attempt.cause() != Attempt.Cause.JUDGE) begun = Math.min(begun, attempt.startNanos());
        return begun == Long.MAX_VALUE ? exchange.times().endNanos() : begun;
    }

    private void step(String step, long nanos) {
        steps.of(step).record(nanos, TimeUnit.NANOSECONDS);
    }

    private static boolean isShort(Analysis analysis) {
        for (Score score : analysis.scores().values())
            if (score instanceof Score.Missing missing && isFault(missing.reason())) return true;
        return false;
    }

    /** Whether it could have been measured, had the process been well. */
    private static boolean isFault(Score.Reason reason) {
        return switch (reason) {
            case LATE, NOT_FETCHED, LOADING, OVERLOADED, FAILED -> true;
            case NOT_COMPUTED, NOT_APPLICABLE, UNSURE, ABSTAINED, NO_MODEL, UNKNOWN_TEXT, TOO_LONG -> false;
        };
    }

    private static Series<Timer> timer(String name, String what, MeterRegistry registry, String... labels) {
        return new Series<>(
                Timer.builder(name)
                        .description(what)
                        .serviceLevelObjectives(EDGES)
                        .withRegistry(registry),
                labels);
    }
}
