package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.support.FakeTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A quick probe and one that takes a model, of the same dimensions. */
class TwoTiersTest {
    private static final ChatRequest REQUEST = ChatRequest.of(new ModelName("auto"), "Hello");
    private static final Duration BUDGET = Duration.ofMillis(25);
    private static final Score.Measured SURE = Score.labelled("code", 0.97);
    private static final Score.Measured GUESS = Score.labelled("advice", 0.4);
    private static final Score.Measured BETTER = Score.labelled("math", 0.8);

    private final FakeTime time = new FakeTime();
    private final List<Promise<Reading>> asked = new ArrayList<>();

    private record Fake(String name, Effort effort, List<Future<Reading>> answers, List<Promise<Reading>> asked)
            implements Probe {
        @Override
        public Set<Dimension> dimensions() {
            return Set.of(Dimension.TASK, Dimension.FIELD);
        }

        @Override
        public Future<Reading> measure(Subject subject) {
            if (!answers.isEmpty()) return answers.getFirst();
            asked.add(Promise.promise());
            return asked.getLast().future();
        }
    }

    private Future<Analysis> analyze(Score task, Score field, Dimension... wanted) {
        Reading quick = new Reading(Map.of(Dimension.TASK, task, Dimension.FIELD, field), Reading.JAVA);
        List<Probe> probes = List.of(
                new Fake("learned", Probe.Effort.QUEUED, List.of(), asked),
                new Fake("quick", Probe.Effort.INSTANT, List.of(Future.succeededFuture(quick)), List.of()));
        return new Analyzer(probes, new Analyzer.Bounds(BUDGET, 1), time, time).analyze(REQUEST, Set.of(wanted));
    }

    private void answer(Score task) {
        asked.getLast().complete(new Reading(Map.of(Dimension.TASK, task), "cpu"));
    }

    private static Set<String> devices(Analysis analysis) {
        return analysis.runs().stream()
                .map(run -> run.probe() + " on " + run.device())
                .collect(Collectors.toSet());
    }

    @Test
    void askNoModelWhereTheQuickOneIsSureOfAllThatIsWanted() {
        // When
        Analysis analysis =
                analyze(SURE, Score.abstained(GUESS), Dimension.TASK).result();

        // Then
        assertEquals(SURE, analysis.score(Dimension.TASK));
        assertTrue(asked.isEmpty());
        assertEquals(Set.of("quick on java"), devices(analysis));
    }

    @Test
    void preferTheModelsAnswerOnceItIsAsked() {
        // Given
        Future<Analysis> analysis = analyze(SURE, Score.abstained(GUESS), Dimension.TASK, Dimension.FIELD);

        // When
        answer(BETTER);

        // Then
        assertEquals(BETTER, analysis.result().score(Dimension.TASK));
        assertEquals(Set.of("quick on java", "learned on cpu"), devices(analysis.result()));
    }

    @Test
    void keepWhatTheQuickOneIsSureOfWhenTheModelHasNoValue() {
        // Given
        Future<Analysis> analysis = analyze(SURE, Score.abstained(GUESS), Dimension.TASK, Dimension.FIELD);

        // When
        answer(Score.abstained(BETTER));

        // Then
        assertEquals(SURE, analysis.result().score(Dimension.TASK));
    }

    @Test
    void showTheQuickGuessBesideTheReasonOfTheModel() {
        // Given
        Future<Analysis> analysis = analyze(Score.abstained(GUESS), SURE, Dimension.TASK);

        // When
        answer(Score.missing(Score.Reason.LOADING));

        // Then
        assertEquals(
                new Score.Missing(Score.Reason.LOADING, Optional.of(GUESS)),
                analysis.result().score(Dimension.TASK));
    }

    @Test
    void showTheModelsGuessRatherThanTheQuickOne() {
        // Given
        Future<Analysis> analysis = analyze(Score.abstained(GUESS), SURE, Dimension.TASK);

        // When
        answer(Score.abstained(BETTER));

        // Then
        assertEquals(Score.abstained(BETTER), analysis.result().score(Dimension.TASK));
    }

    @Test
    void callAGuessLateWhenTheModelWas() {
        // Given
        Future<Analysis> analysis = analyze(Score.abstained(GUESS), SURE, Dimension.TASK);

        // When
        time.pass(BUDGET);

        // Then
        assertEquals(
                new Score.Missing(Score.Reason.LATE, Optional.of(GUESS)),
                analysis.result().score(Dimension.TASK));
    }

    @Test
    void callAGuessOverloadedWhenTheQueueIsFull() {
        // Given
        Reading quick = new Reading(Map.of(Dimension.TASK, Score.abstained(GUESS)), Reading.JAVA);
        Analyzer analyzer = new Analyzer(
                List.of(
                        new Fake("learned", Probe.Effort.QUEUED, List.of(), asked),
                        new Fake("quick", Probe.Effort.INSTANT, List.of(Future.succeededFuture(quick)), List.of())),
                new Analyzer.Bounds(BUDGET, 1),
                time,
                time);
        analyzer.analyze(REQUEST, Set.of(Dimension.TASK));

        // When
        Analysis second = analyzer.analyze(REQUEST, Set.of(Dimension.TASK)).result();

        // Then
        assertEquals(new Score.Missing(Score.Reason.OVERLOADED, Optional.of(GUESS)), second.score(Dimension.TASK));
    }

    @Test
    void takeNoPlaceInTheQueueForAModelThatIsNotAsked() {
        // Given
        Reading quick =
                new Reading(Map.of(Dimension.TASK, SURE, Dimension.FIELD, Score.abstained(GUESS)), Reading.JAVA);
        Analyzer analyzer = new Analyzer(
                List.of(
                        new Fake("learned", Probe.Effort.QUEUED, List.of(), asked),
                        new Fake("quick", Probe.Effort.INSTANT, List.of(Future.succeededFuture(quick)), List.of())),
                new Analyzer.Bounds(BUDGET, 1),
                time,
                time);
        analyzer.analyze(REQUEST, Set.of(Dimension.TASK));

        // When
        analyzer.analyze(REQUEST, Set.of(Dimension.FIELD));

        // Then
        assertEquals(1, asked.size());
    }
}
