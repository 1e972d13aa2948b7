package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SimilarityProbeTest {
    private static final Examples EXAMPLES = new Examples(Map.of(
            "billing", List.of("my invoice is wrong", "the invoice again"), "code", List.of("fix code", "code it")));

    /** Places a text by two of its words, and counts how often it is asked. */
    private static final class Encoder implements TextClassifier {
        private final Object origin = new Object();
        private final List<String> asked = new ArrayList<>();
        private Optional<Promise<Void>> gate = Optional.empty();

        @Override
        public Future<Predictions> predict(String text) {
            asked.add(text);
            return gate.filter(held -> text.equals("fix code"))
                    .map(Promise::future)
                    .orElseGet(Future::succeededFuture)
                    .map(open -> said(text));
        }

        private Predictions said(String text) {
            if (text.equals("?")) return Predictions.ofUnknown("cpu");
            float[] place = {text.contains("invoice") ? 1 : 0, text.contains("code") ? 1 : 0, 0.3f};
            return new Predictions(
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    "cpu",
                    Optional.of(new TextVector(place, origin)),
                    false);
        }
    }

    private static Score score(Future<Reading> read) {
        return Objects.requireNonNull(read.result().scores().get(Dimension.SIMILARITY));
    }

    private static SortedMap<String, Double> likeness(Future<Reading> read) {
        if (score(read) instanceof Score.Measured(Score.Value.Amounts(var numbers), var confidence)) return numbers;
        throw new AssertionError(score(read));
    }

    private static double of(SortedMap<String, Double> likeness, String name) {
        return Objects.requireNonNull(likeness.get(name));
    }

    private static Subject about(String text) {
        return Subject.of(ChatRequest.of(new ModelName("auto"), text));
    }

    @Test
    void tellsHowLikeARequestIsToEachName() {
        Encoder encoder = new Encoder();
        Probe probe = new SimilarityProbe(
                () -> new TextClassifier.State.Ready(encoder),
                new Examples(Map.of(
                        "billing", List.of("my invoice is wrong", "the invoice again"),
                        "code", List.of("fix code", "code it"))));

        SortedMap<String, Double> likeness = likeness(probe.measure(about("an invoice, please")));

        assertTrue(of(likeness, "billing") > 0.5, likeness.toString());
        assertTrue(of(likeness, "code") < 0.5, likeness.toString());
    }

    @Test
    void nobodyWaitsForTheExamplesWhichArePlacedOnce() {
        Encoder encoder = new Encoder();
        encoder.gate = Optional.of(Promise.promise());
        Examples examples = new Examples(Map.of("code", List.of("fix code", "code it")));
        Probe probe = new SimilarityProbe(() -> new TextClassifier.State.Ready(encoder), examples);

        assertEquals(Score.missing(Score.Reason.LOADING), score(probe.measure(about("some code"))));
        assertEquals(Score.missing(Score.Reason.LOADING), score(probe.measure(about("an invoice"))));
        encoder.gate.orElseThrow().complete();

        assertTrue(of(likeness(probe.measure(about("some code"))), "code")
                > of(likeness(probe.measure(about("an invoice"))), "code"));
        assertEquals(1, encoder.asked.stream().filter("fix code"::equals).count());
    }

    @Test
    void restsAfterAnEncoderThatCouldNotPlaceThem() {
        AtomicLong now = new AtomicLong();
        Encoder encoder = new Encoder();
        Promise<Void> broken = Promise.promise();
        broken.fail("its queue is full");
        encoder.gate = Optional.of(broken);
        Examples examples = new Examples(Map.of("code", List.of("fix code")), now::get);
        Probe probe = new SimilarityProbe(() -> new TextClassifier.State.Ready(encoder), examples);

        for (int i = 0; i < 5; i++)
            assertEquals(Score.missing(Score.Reason.LOADING), score(probe.measure(about("some code"))));
        assertEquals(1, encoder.asked.stream().filter("fix code"::equals).count());

        encoder.gate = Optional.empty();
        now.addAndGet(Examples.REST.toNanos());
        assertTrue(of(likeness(probe.measure(about("some code"))), "code") > 0.5);
    }

    @Test
    void staysPlacedWhereTheTextsAreTheSame() {
        assertEquals(
                EXAMPLES,
                EXAMPLES.or(Map.of(
                        "code",
                        List.of("fix code", "code it"),
                        "billing",
                        List.of("my invoice is wrong", "the invoice again"))));
        assertFalse(EXAMPLES.equals(EXAMPLES.or(Map.of("code", List.of("fix code")))));
    }

    @Test
    void placesThemAgainForAnotherEncoder() {
        Encoder before = new Encoder();
        Encoder after = new Encoder();
        Examples examples = new Examples(Map.of("code", List.of("fix code", "code it")));
        new SimilarityProbe(() -> new TextClassifier.State.Ready(before), examples).measure(about("code"));

        likeness(new SimilarityProbe(() -> new TextClassifier.State.Ready(after), examples).measure(about("code")));

        assertTrue(after.asked.contains("fix code"));
    }

    @Test
    void sharesTheEncodersPassOverTheRequest() {
        Encoder encoder = new Encoder();
        Subject subject = about("write code");
        new LearnedProbe(() -> new TextClassifier.State.Ready(encoder)).measure(subject);
        new SimilarityProbe(() -> new TextClassifier.State.Ready(encoder), EXAMPLES).measure(subject);

        assertEquals(1, encoder.asked.stream().filter("write code"::equals).count());
    }

    @Test
    void isMissingWithTheReason() {
        Encoder encoder = new Encoder();
        Probe ready = new SimilarityProbe(() -> new TextClassifier.State.Ready(encoder), EXAMPLES);
        assertEquals(Score.missing(Score.Reason.UNKNOWN_TEXT), score(ready.measure(about("?"))));
        assertEquals(
                Score.missing(Score.Reason.NOT_APPLICABLE),
                score(new SimilarityProbe(() -> new TextClassifier.State.Ready(encoder), Examples.NONE)
                        .measure(about("code"))));
        assertEquals(
                Score.missing(Score.Reason.LOADING),
                score(new SimilarityProbe(TextClassifier.State.Loading::new, EXAMPLES).measure(about("code"))));
    }

    @Test
    void theBackgroundIsThere() {
        assertTrue(Examples.background().size() >= 50);
    }
}
