package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compared with what {@code gpu-models/outrigger-router/reference.py} computed with the same numbers. */
class RouterModelTest {
    private static final RouterModel MODEL = RouterModel.ofProduct();

    private static List<JsonNode> references() throws IOException {
        try (InputStream file = RouterModelTest.class.getResourceAsStream("router-reference.json")) {
            List<JsonNode> all = new ArrayList<>();
            new ObjectMapper().readTree(file).path("of").forEach(all::add);
            return all;
        }
    }

    private static TextVector vector(JsonNode reference) {
        float[] numbers = new float[reference.path("vector").size()];
        for (int i = 0; i < numbers.length; i++)
            numbers[i] = (float) reference.path("vector").get(i).asDouble();
        return new TextVector(numbers, MODEL);
    }

    private static SortedMap<String, Double> factors(JsonNode reference) {
        return MODEL.factors(vector(reference), reference.path("text").asText());
    }

    @Test
    void countsATextAsItWasTrained() throws IOException {
        for (JsonNode reference : references()) {
            double[] counts = TextCounts.of(reference.path("text").asText());
            for (int i = 0; i < TextCounts.SIZE; i++)
                assertEquals(reference.path("counts").get(i).asDouble(), counts[i], 1e-9, "count " + i);
        }
    }

    @Test
    void findsTheFactorsThatItWasTrainedWith() throws IOException {
        for (JsonNode reference : references()) {
            SortedMap<String, Double> factors = factors(reference);
            assertEquals(reference.path("factors").size(), factors.size());
            for (int i = 0; i < factors.size(); i++)
                assertEquals(
                        reference.path("factors").get(i).asDouble(),
                        Objects.requireNonNull(factors.get(RouterModel.name(i))),
                        2e-3,
                        RouterModel.name(i));
        }
    }

    @Test
    void expectsOfAKnownModelWhatWasLearned() throws IOException {
        for (JsonNode reference : references())
            for (Map.Entry<String, JsonNode> model : reference.path("right").properties())
                assertEquals(
                        model.getValue().asDouble(),
                        MODEL.abilities()
                                .of(model.getKey())
                                .orElseThrow()
                                .right(factors(reference))
                                .orElseThrow(),
                        1e-3,
                        model.getKey());
    }

    @Test
    void presumesOfAnUnknownModelWhatThoseOfItsShareHaveInCommon() throws IOException {
        for (JsonNode reference : references()) {
            SortedMap<String, Double> factors = factors(reference);
            Abilities abilities = MODEL.abilities();
            assertEquals(
                    reference.path("presumedOf0.6").asDouble(),
                    abilities.presumed(0.6).right(factors).orElseThrow(),
                    1e-3);
            assertTrue(abilities.presumed(0.3).right(factors).orElseThrow()
                    < abilities.presumed(0.9).right(factors).orElseThrow());
            assertTrue(abilities.presumed(0).right(factors).orElseThrow() >= 0);
        }
    }

    @Test
    void saysNothingOverOtherFactorsThanItsOwn() {
        Abilities.Ability ability = MODEL.abilities().presumed(0.5);
        assertTrue(ability.right(new java.util.TreeMap<>(Map.of("f01", 1.0))).isEmpty());
        assertTrue(MODEL.abilities().of("nobody/nothing").isEmpty());
        assertFalse(MODEL.abilities().like("x/gpt-4o-mini").isEmpty());
    }

    @Test
    void refusesAFileThatIsCutOrGoesOn(@TempDir Path folder) throws IOException {
        byte[] whole = Artifact.bytes("router.bin");
        Path file = folder.resolve("own.bin");
        for (byte[] wrong : List.of(Arrays.copyOf(whole, whole.length - 1), Arrays.copyOf(whole, whole.length + 1))) {
            Files.write(file, wrong);
            String said = String.valueOf(assertThrows(IOException.class, () -> RouterModel.read(file))
                    .getMessage());
            assertTrue(said.startsWith(file.toString()), said);
        }
        Files.write(file, whole);
        assertEquals(MODEL.hash(), RouterModel.read(file).hash());
    }

    @Test
    void theProbeTellsTheFactorsOfWhatIsAskedOrWhyNot() throws IOException {
        JsonNode reference = references().getFirst();
        TextClassifier encoder = text -> Future.succeededFuture(new Predictions(
                Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), "cpu", Optional.of(vector(reference)), false));
        TextClassifier narrow = text -> Future.succeededFuture(new Predictions(
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                "cpu",
                Optional.of(new TextVector(new float[] {1, 2}, MODEL)),
                false));

        assertEquals(
                Score.counted(factors(reference)),
                score(encoder, reference.path("text").asText()));
        assertEquals(Score.missing(Score.Reason.NO_MODEL), score(narrow, "Hi"));
        assertEquals(Score.missing(Score.Reason.NO_MODEL), score(placing(reference, "another"), "Hi"));
        assertEquals(
                Score.counted(factors(reference)),
                score(
                        placing(reference, MODEL.encoder().adapter()),
                        reference.path("text").asText()));
        assertEquals(Score.missing(Score.Reason.NOT_APPLICABLE), score(encoder, " "));
    }

    /** As wide as the router's own, with this adapter. */
    private static TextClassifier placing(JsonNode reference, String adapter) {
        EncoderId id = new EncoderId("x", MODEL.encoder().weights(), adapter);
        float[] numbers = new float[reference.path("vector").size()];
        for (int i = 0; i < numbers.length; i++)
            numbers[i] = (float) reference.path("vector").get(i).asDouble();
        TextVector placed = new TextVector(numbers, MODEL, Optional.of(id));
        return text -> Future.succeededFuture(
                new Predictions(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), "cpu", Optional.of(placed), false));
    }

    private static Score score(TextClassifier encoder, String text) {
        return Objects.requireNonNull(new FactorsProbe(() -> new TextClassifier.State.Ready(encoder), () -> MODEL)
                .measure(Subject.of(ChatRequest.of(new ModelName("auto"), text)))
                .result()
                .scores()
                .get(Dimension.FACTORS));
    }
}
