package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LearnedProbeTest {
    private static final ChatRequest REQUEST = ChatRequest.of(new ModelName("auto"), "Shorten this letter.");

    private final AtomicReference<TextClassifier.State> model =
            new AtomicReference<>(new TextClassifier.State.Absent());
    private final LearnedProbe probe = new LearnedProbe(model::get);

    private static TextClassifier.State ready(double severalSteps) {
        return ready(severalSteps, Map.of());
    }

    private static TextClassifier.State ready(double severalSteps, Map<Dimension, Double> least) {
        Map<String, Double> tasks = new LinkedHashMap<>();
        tasks.put("creative", 0.4);
        tasks.put("summarization", 0.3);
        tasks.put("rewriting", 0.25);
        tasks.put("advice", 0.05);
        Distribution field = new Distribution(Map.of("business", 0.7, "law", 0.2, "other", 0.1));
        Predictions predictions = new Predictions(
                Map.of(Dimension.TASK, new Distribution(tasks), Dimension.FIELD, field),
                Map.of(Dimension.COMPLEXITY, severalSteps),
                Map.of(Dimension.EXPECTED_OUTPUT, Score.estimated(182, 0.7)),
                least,
                Map.of(Dimension.FIELD, 0.2),
                "cuda",
                true);
        return new TextClassifier.State.Ready(text -> Future.succeededFuture(predictions));
    }

    private Score score(Dimension dimension) {
        return Analysis.of(probe.measure(Subject.of(REQUEST)).result().scores()).score(dimension);
    }

    @Test
    void saysWhyThereIsNothingUntilTheModelArrives() {
        assertEquals(Score.missing(Score.Reason.NO_MODEL), score(Dimension.TASK));
        model.set(new TextClassifier.State.Unfetched());
        assertEquals(Score.missing(Score.Reason.NOT_FETCHED), score(Dimension.DOMAIN));
        model.set(new TextClassifier.State.Loading());
        assertEquals(Score.missing(Score.Reason.LOADING), score(Dimension.COMPLEXITY));
        model.set(new TextClassifier.State.Broken());
        assertEquals(Score.missing(Score.Reason.FAILED), score(Dimension.FIELD));
        model.set(ready(0.2));
        assertEquals(Score.labelled("creative", 0.4), score(Dimension.TASK));
    }

    @Test
    void sumsTheTasksOfADomainBeforeItChooses() {
        // Given
        model.set(ready(0.2));

        // Then: creative is the likeliest task, and yet work on a given text is likelier than creation.
        assertEquals(Score.labelled("language", 0.55), score(Dimension.DOMAIN));
    }

    @Test
    void abstainsFromALabelThatItIsNotSureEnoughOf() {
        // Given bounds that the task's .4 does not reach, and the domain's .55 just does
        model.set(ready(0.2, Map.of(Dimension.TASK, 0.41, Dimension.DOMAIN, 0.55)));

        // Then
        assertEquals(Score.abstained(Score.labelled("creative", 0.4)), score(Dimension.TASK));
        assertEquals(Score.labelled("language", 0.55), score(Dimension.DOMAIN));
    }

    @Test
    void neverAbstainsFromAProbability() {
        model.set(ready(0.5, Map.of(Dimension.COMPLEXITY, 0.9)));

        assertEquals(Score.estimated(0.5, 0.5), score(Dimension.COMPLEXITY));
    }

    @Test
    void saysThatMostOfTheTextIsUnknown() {
        Predictions none = Predictions.ofUnknown("cpu");
        model.set(new TextClassifier.State.Ready(text -> Future.succeededFuture(none)));

        assertEquals(Score.missing(Score.Reason.UNKNOWN_TEXT), score(Dimension.COMPLEXITY));
        assertEquals(Score.missing(Score.Reason.UNKNOWN_TEXT), score(Dimension.TASK));
        assertEquals("cpu", probe.measure(Subject.of(REQUEST)).result().device());
    }

    @Test
    void tellsSeveralSubjectsWhereTheyAreLikely() {
        model.set(ready(0.2));
        assertEquals(Score.labelled(List.of("business", "law"), List.of()), score(Dimension.FIELDS));
    }

    @Test
    void tellsThatTheModelReadAPart() {
        model.set(ready(0.2));
        assertTrue(probe.measure(Subject.of(REQUEST)).result().isTruncated());
        model.set(new TextClassifier.State.Ready(text -> Future.succeededFuture(Predictions.ofUnknown("cpu"))));
        assertFalse(probe.measure(Subject.of(REQUEST)).result().isTruncated());
        ChatRequest longer = ChatRequest.of(new ModelName("m"), "x".repeat(AskedText.LAST_CHARS + 1));
        assertTrue(probe.measure(Subject.of(longer)).result().isTruncated());
    }

    @Test
    void saysThatNoModelMeasuresADimensionWithoutAHead() {
        Predictions older = new Predictions(
                Map.of(), Map.of(Dimension.COMPLEXITY, 0.3), Map.of(), Map.of(), Map.of(), "cpu", false);
        model.set(new TextClassifier.State.Ready(text -> Future.succeededFuture(older)));

        assertEquals(Score.missing(Score.Reason.NO_MODEL), score(Dimension.TASK));
        assertEquals(Score.missing(Score.Reason.NO_MODEL), score(Dimension.DOMAIN));
    }

    @Test
    void givesAmountsAsTheyWereExpected() {
        model.set(ready(0.2));

        assertEquals(Score.estimated(182, 0.7), score(Dimension.EXPECTED_OUTPUT));
    }

    @Test
    void isAsConfidentOfComplexityAsItIsFarFromTheMiddle() {
        model.set(ready(0.2));
        assertEquals(Score.estimated(0.2, 0.8), score(Dimension.COMPLEXITY));
        model.set(ready(0.9));
        assertEquals(Score.estimated(0.9, 0.9), score(Dimension.COMPLEXITY));
    }

    @Test
    void hasNothingToReadInAnEmptyPrompt() {
        // Given
        model.set(ready(0.2));

        // When
        Reading reading = probe.measure(Subject.of(ChatRequest.of(new ModelName("auto"), " ")))
                .result();

        // Then
        assertEquals(Reading.missing(probe.dimensions(), Score.Reason.NOT_APPLICABLE), reading);
    }

    @Test
    void namesTheDeviceOfTheModel() {
        model.set(ready(0.5));

        assertEquals("cuda", probe.measure(Subject.of(REQUEST)).result().device());
    }
}
