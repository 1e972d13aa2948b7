package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.support.FakeTime;
import dev.outrigger.support.Row;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AnalyzerTest {
    private static final ChatRequest REQUEST = ChatRequest.of(new ModelName("auto"), "Hello, how are you?");
    private static final Duration BUDGET = Duration.ofMillis(25);

    private final FakeTime time = new FakeTime();
    private final SlowProbe learned = new SlowProbe("learned", Dimension.TASK, Dimension.COMPLEXITY);
    private final SlowProbe language = new SlowProbe("language", Dimension.LANGUAGE);
    private final Analyzer analyzer =
            new Analyzer(List.of(new StructureProbe(), language, learned), new Analyzer.Bounds(BUDGET, 2), time, time);

    /** Answers when the test says so. */
    private static final class SlowProbe implements Probe {
        private final String name;
        private final Set<Dimension> dimensions;
        private final List<Promise<Reading>> asked = new ArrayList<>();

        SlowProbe(String name, Dimension... dimensions) {
            this.name = name;
            this.dimensions = Set.of(dimensions);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<Dimension> dimensions() {
            return dimensions;
        }

        @Override
        public Effort effort() {
            return Effort.QUEUED;
        }

        @Override
        public Future<Reading> measure(Subject subject) {
            Promise<Reading> promise = Promise.promise();
            asked.add(promise);
            return promise.future();
        }

        void answer(Map<Dimension, Score> scores) {
            asked.getLast().complete(new Reading(scores, "cpu"));
        }
    }

    @Test
    void asksOnlyTheProbesWhoseDimensionsAreWanted() {
        // When
        Analysis analysis = analyzer.analyze(REQUEST, Set.of(Dimension.TURNS)).result();

        // Then
        assertEquals(Set.of(Dimension.TURNS), analysis.scores().keySet());
        assertEquals(List.of(), learned.asked);
        assertEquals(List.of(), language.asked);
    }

    @Test
    void asksForWhatIsWantedNowWhateverWasWantedBefore() {
        for (Dimension wanted : List.of(Dimension.TURNS, Dimension.TOKENS, Dimension.TURNS))
            assertEquals(
                    Set.of(wanted),
                    analyzer.analyze(REQUEST, Set.of(wanted)).result().scores().keySet());
    }

    @Test
    void asksNobodyWhenNothingIsWanted() {
        assertSame(Analysis.NONE, analyzer.analyze(REQUEST, Set.of()).result());
    }

    @Test
    void setsNoAlarmWhenEveryProbeAnswersAtOnce() {
        // When
        Future<Analysis> analysis = analyzer.analyze(REQUEST, Set.of(Dimension.TOKENS, Dimension.TURNS));

        // Then
        assertTrue(analysis.isComplete());
        assertEquals(0, time.armed());
    }

    @Test
    @Row("own.analyzer")
    void leavesALateProbesDimensionsMissingAndCountsTheOthers() {
        // Given
        Future<Analysis> result = analyzer.analyze(
                REQUEST, Set.of(Dimension.TURNS, Dimension.LANGUAGE, Dimension.TASK, Dimension.COMPLEXITY));
        language.answer(Map.of(Dimension.LANGUAGE, Score.labelled("en", 0.9)));
        assertFalse(result.isComplete());

        // When
        time.pass(BUDGET);

        // Then
        Analysis analysis = result.result();
        assertEquals("en", analysis.label(Dimension.LANGUAGE).orElseThrow());
        assertEquals(1, analysis.number(Dimension.TURNS).orElseThrow());
        assertEquals(Score.missing(Score.Reason.LATE), analysis.score(Dimension.TASK));
        assertEquals(Score.missing(Score.Reason.LATE), analysis.score(Dimension.COMPLEXITY));
        assertEquals(BUDGET.toNanos(), analysis.elapsedNanos());
        assertEquals(
                List.of("structure", "language"),
                analysis.runs().stream().map(Analysis.ProbeRun::probe).toList());
    }

    @Test
    void ignoresWhatALateProbeSaysLater() {
        // Given
        Future<Analysis> result = analyzer.analyze(REQUEST, Set.of(Dimension.TASK));
        time.pass(BUDGET);

        // When
        learned.answer(Map.of(Dimension.TASK, Score.labelled("code", 1)));

        // Then
        assertEquals(Score.missing(Score.Reason.LATE), result.result().score(Dimension.TASK));
    }

    @Test
    void cancelsItsAlarmWhenAllProbesHaveAnswered() {
        // Given
        Future<Analysis> result = analyzer.analyze(REQUEST, Set.of(Dimension.LANGUAGE));
        assertEquals(1, time.armed());

        // When
        time.pass(Duration.ofMillis(3));
        language.answer(Map.of(Dimension.LANGUAGE, Score.labelled("en", 0.9)));

        // Then
        assertEquals(0, time.armed());
        assertEquals(
                List.of(new Analysis.ProbeRun("language", 3_000_000, "cpu", false)),
                result.result().runs());
    }

    @Test
    @Row("own.analyzer")
    void turnsAnalysesAwayWhenTheBulkheadIsFull() {
        // Given
        analyzer.analyze(REQUEST, Set.of(Dimension.TASK));
        analyzer.analyze(REQUEST, Set.of(Dimension.TASK));

        // When
        Analysis third = analyzer.analyze(REQUEST, Set.of(Dimension.TASK, Dimension.TURNS))
                .result();

        // Then
        assertEquals(Score.missing(Score.Reason.OVERLOADED), third.score(Dimension.TASK));
        assertEquals(1, third.number(Dimension.TURNS).orElseThrow());
        assertEquals(2, learned.asked.size());
    }

    @Test
    void holdsAPlaceInTheBulkheadUntilALateProbeIsDone() {
        // Given
        analyzer.analyze(REQUEST, Set.of(Dimension.TASK));
        analyzer.analyze(REQUEST, Set.of(Dimension.TASK));
        time.pass(BUDGET);
        Analysis whileLate = analyzer.analyze(REQUEST, Set.of(Dimension.TASK)).result();

        // When
        learned.answer(Map.of());
        Future<Analysis> after = analyzer.analyze(REQUEST, Set.of(Dimension.TASK));

        // Then
        assertEquals(Score.missing(Score.Reason.OVERLOADED), whileLate.score(Dimension.TASK));
        assertFalse(after.isComplete());
        assertEquals(3, learned.asked.size());
    }

    @Test
    void countsTwoQueuedProbesOfOneAnalysisAsOne() {
        // Given
        analyzer.analyze(REQUEST, Set.of(Dimension.TASK, Dimension.LANGUAGE));

        // When
        Future<Analysis> second = analyzer.analyze(REQUEST, Set.of(Dimension.TASK, Dimension.LANGUAGE));

        // Then
        assertFalse(second.isComplete());
    }

    @Test
    void survivesAProbeThatFails() {
        // Given
        Future<Analysis> result = analyzer.analyze(REQUEST, Set.of(Dimension.TASK, Dimension.TURNS));

        // When
        learned.asked.getLast().fail("device lost");

        // Then
        assertEquals(Score.missing(Score.Reason.FAILED), result.result().score(Dimension.TASK));
        assertEquals(1, result.result().number(Dimension.TURNS).orElseThrow());
    }

    @Test
    @Row("own.analyzer")
    void survivesAProbeThatThrows() {
        // Given
        Probe broken = new Probe() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Set<Dimension> dimensions() {
                return Set.of(Dimension.FIELD);
            }

            @Override
            public Effort effort() {
                return Effort.QUEUED;
            }

            @Override
            public Future<Reading> measure(Subject subject) {
                throw new IllegalStateException("not today");
            }
        };
        Analyzer fragile = new Analyzer(List.of(broken), new Analyzer.Bounds(BUDGET, 1), time, time);

        // When
        Analysis first = fragile.analyze(REQUEST, Set.of(Dimension.FIELD)).result();
        Analysis second = fragile.analyze(REQUEST, Set.of(Dimension.FIELD)).result();

        // Then: and its place in the bulkhead is free again.
        assertEquals(Score.missing(Score.Reason.FAILED), first.score(Dimension.FIELD));
        assertEquals(Score.missing(Score.Reason.FAILED), second.score(Dimension.FIELD));
    }

    @Test
    void saysFailedForADimensionThatAProbeForgot() {
        // Given
        Future<Analysis> result = analyzer.analyze(REQUEST, Set.of(Dimension.TASK, Dimension.COMPLEXITY));

        // When
        learned.answer(Map.of(Dimension.TASK, Score.labelled("code", 0.8)));

        // Then
        assertEquals(Score.missing(Score.Reason.FAILED), result.result().score(Dimension.COMPLEXITY));
    }

    @Test
    void saysNoModelForADimensionThatNoProbeGives() {
        Analysis analysis = analyzer.analyze(REQUEST, Set.of(Dimension.FIELD)).result();

        assertEquals(Score.missing(Score.Reason.NO_MODEL), analysis.score(Dimension.FIELD));
    }

    @Test
    void completesOnTheCallersContext() throws Exception {
        // Given
        Vertx vertx = Vertx.vertx();
        try {
            Context caller = vertx.getOrCreateContext();
            CompletableFuture<Context> completedOn = new CompletableFuture<>();
            CompletableFuture<Void> started = new CompletableFuture<>();
            caller.runOnContext(ignored -> {
                analyzer.analyze(REQUEST, Set.of(Dimension.TASK))
                        .onSuccess(analysis -> completedOn.complete(Vertx.currentContext()));
                started.complete(null);
            });
            started.get();

            // When: the probe answers on this thread, which is not Vert.x's.
            learned.answer(Map.of(Dimension.TASK, Score.labelled("code", 0.8)));

            // Then
            assertSame(caller, completedOn.get());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }
}
