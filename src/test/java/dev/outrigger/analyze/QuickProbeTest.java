package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuickProbeTest {
    private static final QuickProbe PROBE = new QuickProbe(QuickModel.ofProduct());

    private static Map<Dimension, Score> scores(String prompt) {
        return PROBE.measure(Subject.of(ChatRequest.of(new ModelName("auto"), prompt)))
                .result()
                .scores();
    }

    /** One head of two labels over two rows of weights: what is in the upper row says yes. */
    private static QuickHeads heads(byte... weights) {
        return new QuickHeads(
                List.of(new QuickHeads.Head("steps", List.of("no", "yes"), List.of(0f, 0f), 1f, 0.9f)), 0.9f, weights);
    }

    @Test
    void givesEveryDimensionThatItNames() {
        assertEquals(
                PROBE.dimensions(),
                scores("Write a Python function that sorts a list of numbers.").keySet());
    }

    @Test
    void isSureOfWhatIsPlain() {
        // When
        Analysis analysis =
                Analysis.of(scores("Write a Python function that sorts a list of dictionaries by two keys."));

        // Then
        assertEquals(Optional.of("code"), analysis.label(Dimension.DOMAIN));
    }

    @Test
    void givesAGuessAloneWhereItIsNotSure() {
        // When
        Score task = Analysis.of(scores("and then?")).score(Dimension.TASK);

        // Then
        assertTrue(
                task instanceof Score.Missing(Score.Reason reason, Optional<Score.Measured> likeliest)
                        && reason == Score.Reason.ABSTAINED
                        && likeliest.isPresent(),
                task::toString);
    }

    @Test
    void hasNothingToSayWithoutText() {
        assertEquals(
                Reading.missing(PROBE.dimensions(), Score.Reason.NOT_APPLICABLE).scores(), scores(" "));
    }

    @Test
    void doesNotPreferALabelWithoutWeights() {
        Distribution answer =
                heads(new byte[4]).read("anything").values().iterator().next();
        assertEquals(Map.of("no", 0.5, "yes", 0.5), answer.probabilities());
    }

    @Test
    void weighsEachFeatureOnceByTheRootOfTheirNumber() {
        // Given: every feature has a weight of 1 for yes, whichever row it is in.
        int[] features = {0};
        HashedText.whole("some words", buckets -> features[0] = buckets.size());

        // When
        Distribution answer = heads((byte) 0, (byte) 1, (byte) 0, (byte) 1)
                .read("some words")
                .values()
                .iterator()
                .next();

        // Then
        double logit = features[0] / Math.sqrt(features[0]);
        assertEquals(1 / (1 + Math.exp(-logit)), answer.probabilities().getOrDefault("yes", 0.0), 1e-9);
    }
}
