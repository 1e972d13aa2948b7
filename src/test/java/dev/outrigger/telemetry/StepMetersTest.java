package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.telemetry.Names.Label;
import dev.outrigger.telemetry.Names.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepMetersTest {
    private static final long MS = 1_000_000;
    private static final Verdict OK = new Verdict.Answered();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StepMeters meters = new StepMeters(registry);

    @Test
    void theStepsTogetherAreTheWhole() {
        Exchange exchange = Stories.localAnswer();

        meters.count(exchange);

        double sum = registry.get(Metric.STEP).timers().stream()
                .mapToDouble(timer -> timer.totalTime(TimeUnit.NANOSECONDS))
                .sum();
        assertEquals(5, registry.get(Metric.STEP).timers().size());
        assertEquals((double) exchange.times().endNanos(), sum, 1);
        assertEquals(430, millis(Metric.STEP, Label.STEP, "stream"), 0.01);
    }

    @Test
    void anAnswerThatNeverBeganIsAllAttempt() {
        Exchange nobody = Stories.nobody();

        meters.count(nobody);

        assertEquals(0, millis(Metric.STEP, Label.STEP, "stream"), 0.01);
        assertTrue(registry.find(Metric.FIRST_BYTE).timers().isEmpty());
    }

    @Test
    void whatIsAddedEndsWithTheFirstAttempt() {
        meters.count(Stories.localAnswer());

        Timer added = registry.get(Metric.ADDED).timer();
        assertEquals(4, added.totalTime(TimeUnit.MILLISECONDS), 0.01);
    }

    @Test
    void theFirstByteIsOfAnswersAlone() {
        meters.count(Stories.localAnswer());
        meters.count(Stories.streamCut());

        assertEquals(1, registry.get(Metric.FIRST_BYTE).timer().count());
        assertEquals(31, millis(Metric.FIRST_BYTE, Label.STREAM, "true"), 0.01);
    }

    @Test
    void whatNoPolicyDecidedHasNoSteps() {
        meters.count(Stories.passedThrough());
        meters.count(Unserved.refused());

        assertTrue(registry.find(Metric.STEP).timers().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Score.Reason.class)
    void anAnalysisIsShortWhenAFaultLeftSomethingOut(Score.Reason reason) {
        meters.count(analyzed(reason));

        boolean isFault = List.of("late", "not_fetched", "loading", "overloaded", "failed")
                .contains(reason.label());
        Counter counted = registry.get(Metric.ANALYSES).counter();
        assertEquals(isFault ? "short" : "whole", counted.getId().getTag(Label.OUTCOME));
    }

    private static Exchange analyzed(Score.Reason reason) {
        LinkedHashMap<Dimension, Score> scores = new LinkedHashMap<>();
        scores.put(Dimension.TOKENS, Score.counted(12));
        scores.put(Dimension.TASK, Score.missing(reason));
        return Stories.exchange(
                        Pieces.chat(false),
                        Optional.of(Analysis.of(scores)),
                        Optional.of(Pieces.hard()),
                        List.of(Pieces.remote(1, Attempt.Cause.INITIAL, 5 * MS, 25 * MS, OK)),
                        OK)
                .build();
    }

    private double millis(String name, String label, String value) {
        return registry.get(name).tags(label, value).timer().totalTime(TimeUnit.MILLISECONDS);
    }
}
