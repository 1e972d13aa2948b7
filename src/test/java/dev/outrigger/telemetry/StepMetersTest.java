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
        assertEquals(0, firstBytes());
    }

    @Test
    void whatIsAddedEndsWithTheFirstAttempt() {
        meters.count(Stories.localAnswer());

        Timer added = registry.get(Metric.ADDED).timer();
        assertEquals(4, added.totalTime(TimeUnit.MILLISECONDS), 0.01);
    }

    /** It tells whom to ask, and the app waits for it: it is routing. */
    @Test
    void aJudgesTimeIsAddedAndNotAnAnswers() {
        meters.count(judged(
                Pieces.remote(1, Attempt.Cause.JUDGE, 5 * MS, 905 * MS, new Verdict.Heard()),
                Pieces.local(2, Attempt.Cause.INITIAL, 906 * MS, 1_000 * MS, OK)));
        assertEquals(905, added(), 0.01);

        meters.count(judged(Pieces.remote(1, Attempt.Cause.JUDGE, 5 * MS, 905 * MS, new Verdict.Heard())));
        assertEquals(905 + 1_000, added(), 0.01);
    }

    private static Exchange judged(Attempt... attempts) {
        return Stories.exchange(
                        Pieces.chat(false),
                        Optional.of(Pieces.analysis()),
                        Optional.of(Pieces.hard()),
                        List.of(attempts),
                        OK)
                .times(Pieces.times(1_000 * MS, 1_001 * MS))
                .build();
    }

    private double added() {
        return registry.get(Metric.ADDED).timer().totalTime(TimeUnit.MILLISECONDS);
    }

    /** Rates see the first bad one as a rise. */
    @Test
    void allIsThereBeforeAnythingHappened() {
        assertEquals(2, registry.get(Metric.ANALYSES).counters().size());
        assertEquals(2, registry.get(Metric.FIRST_BYTE).timers().size());
        assertEquals(0, registry.get(Metric.ADDED).timer().count());
    }

    private long firstBytes() {
        return registry.get(Metric.FIRST_BYTE).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    @Test
    void theFirstByteIsOfAnswersAlone() {
        meters.count(Stories.localAnswer());
        meters.count(Stories.streamCut());

        assertEquals(1, firstBytes());
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
        Counter counted = registry.get(Metric.ANALYSES)
                .tags(Label.OUTCOME, isFault ? "short" : "whole")
                .counter();
        assertEquals(1, counted.count());
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
