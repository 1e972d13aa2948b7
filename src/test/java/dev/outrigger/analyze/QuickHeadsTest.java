package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Among others against what Python found in the same texts, written by {@code gpu-models/outrigger-analyzer/quick.py}. */
class QuickHeadsTest {
    private static final double BOUND = 5e-5;
    private static final QuickHeads SHIPPED = QuickModel.ofProduct().heads();

    /** One head of two labels over rows of one number. What is bent is twice the vector, and counts for yes; so does the vector. */
    private static QuickHeads heads(byte... rows) {
        return new QuickHeads(
                List.of(new QuickHeads.Head("steps", List.of("no", "yes"), 0.9f)),
                0.9f,
                new FeatureTable(0.5f, new float[] {0}, rows),
                new DenseLayer(new float[] {2}, new float[] {0}),
                new DenseLayer(new float[] {0, 0, 1, 1}, new float[] {0, 0}));
    }

    private static double chance(QuickHeads heads, String text) {
        return Objects.requireNonNull(heads.read(text).get("steps"))
                .probabilities()
                .getOrDefault("yes", 0.0);
    }

    private static int features(String text) {
        int[] features = {0};
        HashedText.whole(text, buckets -> features[0] = buckets.size());
        return features[0];
    }

    static Stream<JsonObject> samples() throws IOException {
        try (InputStreamReader file = new InputStreamReader(
                Objects.requireNonNull(QuickHeadsTest.class.getResourceAsStream("asked-reference.json")),
                StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(file).getAsJsonArray().asList().stream()
                    .map(JsonElement::getAsJsonObject);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void saysWhatPythonSays(JsonObject sample) {
        // When
        String text = sample.get("text").getAsString();
        Map<String, Distribution> answers = SHIPPED.read(text);

        // Then
        assertEquals(sample.get("features").getAsInt(), features(text));
        sample.getAsJsonObject("heads").entrySet().forEach(head -> {
            List<Double> found = new ArrayList<>(Objects.requireNonNull(answers.get(head.getKey()))
                    .probabilities()
                    .values());
            List<Double> wanted = head.getValue().getAsJsonArray().asList().stream()
                    .map(JsonElement::getAsDouble)
                    .toList();
            assertEquals(wanted.size(), found.size());
            for (int i = 0; i < wanted.size(); i++) assertEquals(wanted.get(i), found.get(i), BOUND, head.getKey());
        });
    }

    @Test
    void doesNotPreferALabelWithoutWeights() {
        assertEquals(0.5, chance(heads(new byte[2]), "anything"));
    }

    @Test
    void weighsEachFeatureOnceByTheRootOfTheirNumber() {
        // Given: every feature has 1 in the table, whichever row it is in, and the scale is one half.
        double vector = 0.5 * features("some words") / Math.sqrt(features("some words"));

        // When
        double chance = chance(heads((byte) 1, (byte) 1), "some words");

        // Then: the vector, and what was bent.
        assertEquals(1 / (1 + Math.exp(-3 * vector)), chance, 1e-6);
    }

    @Test
    void bendsWhatIsNegativeToNothing() {
        double vector = -0.5 * features("some words") / Math.sqrt(features("some words"));
        assertEquals(1 / (1 + Math.exp(-vector)), chance(heads((byte) -1, (byte) -1), "some words"), 1e-6);
    }

    @Test
    void areRefusedWhenTheirNumbersAreNoRows() {
        assertThrows(IllegalArgumentException.class, () -> heads(new byte[3]));
        assertThrows(IllegalArgumentException.class, () -> new DenseLayer(new float[3], new float[2]));
        assertThrows(
                IllegalArgumentException.class, () -> new DenseLayer(new float[4], new float[2]).apply(new float[3]));
    }
}
