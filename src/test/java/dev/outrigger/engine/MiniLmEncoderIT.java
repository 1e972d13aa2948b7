package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MiniLmEncoderIT {
    private DjlRuntime runtime;

    @BeforeAll
    void loadTheRuntime() throws IOException {
        runtime = DjlRuntime.load(1);
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, 0.999999", "BFLOAT16, 0.999"})
    void pointsWhereTorchPoints(Precision precision, double cosine) throws Exception {
        // Given
        try (MiniLmEncoder encoder = MiniLmEncoder.load(runtime, EngineFixture.plain(), bounds(precision))) {
            for (EngineFixture.Plain reference : EngineFixture.plainTexts()) {
                // When
                Embedding embedding = EngineFixture.await(encoder.encode(reference.text()));
                // Then
                assertTrue(embedding.cosine(reference.vector()) >= cosine, reference.text());
                assertEquals(1, embedding.length() / reference.vector().length(), 0.01);
                assertEquals(encoder.dimensions(), embedding.dimensions());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, 0.001", "BFLOAT16, 0.05"})
    void judgesAsTheTrainedModelDoes(Precision precision, double tolerance) throws Exception {
        // Given
        Heads heads = HeadsFile.read(EngineFixture.ANALYZER);
        try (MiniLmEncoder encoder = MiniLmEncoder.load(runtime, EngineFixture.adapted(), bounds(precision))) {
            for (JsonElement row : EngineFixture.reference().getAsJsonArray("judged")) {
                JsonObject prompt = row.getAsJsonObject();
                // When
                Embedding embedding =
                        EngineFixture.await(encoder.encode(prompt.get("text").getAsString()));
                // Then
                for (Map.Entry<String, JsonElement> head :
                        prompt.getAsJsonObject("heads").entrySet()) {
                    assertAlike(head.getValue().getAsJsonObject(), heads.classify(head.getKey(), embedding), tolerance);
                }
            }
        }
    }

    @Test
    void adapterMovesTheVectors() throws Exception {
        // Given
        String text = "Give me ten names for a bakery.";
        try (MiniLmEncoder plain = MiniLmEncoder.load(runtime, EngineFixture.plain(), bounds(Precision.FLOAT32));
                MiniLmEncoder adapted =
                        MiniLmEncoder.load(runtime, EngineFixture.adapted(), bounds(Precision.FLOAT32))) {
            // When
            double cosine = EngineFixture.await(plain.encode(text)).cosine(EngineFixture.await(adapted.encode(text)));
            // Then
            assertTrue(cosine < 0.9, "cosine " + cosine);
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, 0.999999", "BFLOAT16, 0.9995"})
    void givesTheSameVectorInABatchAsAlone(Precision precision, double cosine) throws Exception {
        // Given texts of many lengths
        List<String> texts =
                IntStream.range(0, 40).mapToObj(i -> "word ".repeat(2 * i) + i).toList();
        try (MiniLmEncoder encoder = MiniLmEncoder.load(runtime, EngineFixture.plain(), bounds(precision))) {
            // When
            List<Future<Embedding>> together =
                    texts.stream().map(encoder::encode).toList();
            // Then
            for (int i = 0; i < texts.size(); i++) {
                Embedding alone = EngineFixture.await(encoder.encode(texts.get(i)));
                assertTrue(EngineFixture.await(together.get(i)).cosine(alone) >= cosine, texts.get(i));
            }
        }
    }

    @Test
    void severalThreadsAgree() throws Exception {
        // Given
        EncoderBounds two = new EncoderBounds(2, 64, 2, Precision.FLOAT32);
        try (MiniLmEncoder encoder = MiniLmEncoder.load(runtime, EngineFixture.plain(), two)) {
            // When
            List<Future<Embedding>> answers = IntStream.range(0, 32)
                    .mapToObj(i -> encoder.encode("the same words"))
                    .toList();
            // Then
            for (Future<Embedding> answer : answers) {
                assertEquals(1, EngineFixture.await(answer).cosine(EngineFixture.await(answers.getFirst())), 1e-6);
            }
        }
    }

    @Test
    void refusesWhatIsBeyondItsQueueAndWhatComesAfterClosing() throws Exception {
        // Given room for one
        EncoderBounds one = new EncoderBounds(1, 1, 1, Precision.FLOAT32);
        MiniLmEncoder encoder = MiniLmEncoder.load(runtime, EngineFixture.plain(), one);
        // When
        List<Future<Embedding>> answers = IntStream.range(0, 50)
                .mapToObj(i -> encoder.encode("word ".repeat(90)))
                .toList();
        encoder.close();
        // Then
        Failure refused = FailureException.of(answers.getLast().cause());
        assertEquals(
                new Failure.Overloaded(
                        503, Optional.of(Stepper.BUSY), "encoder has 1 requests waiting already", Optional.empty()),
                refused);
        assertTrue(answers.stream().allMatch(Future::isComplete));
        assertEquals(
                "encoder is closed",
                FailureException.of(encoder.encode("late").cause()).message());
    }

    @Test
    void refusesWeightsThatAreCutShort(@TempDir Path folder) throws IOException {
        // Given
        EncoderFiles whole = EngineFixture.plain();
        byte[] bytes = Files.readAllBytes(whole.weights());
        Path cut = Files.write(folder.resolve("model.safetensors"), Arrays.copyOf(bytes, bytes.length / 2));
        EncoderFiles files = new EncoderFiles(cut, whole.tokenizer(), whole.program(), whole.adapter());
        // When
        IOException refused =
                assertThrows(IOException.class, () -> MiniLmEncoder.load(runtime, files, bounds(Precision.FLOAT32)));
        // Then
        assertTrue(String.valueOf(refused.getMessage()).startsWith("safetensors file " + cut + " cannot be used"));
    }

    @Test
    void refusesAProgramThatIsNone(@TempDir Path folder) throws IOException {
        EncoderFiles whole = EngineFixture.plain();
        Path junk = Files.writeString(folder.resolve("program.pt"), "no program");
        EncoderFiles files = new EncoderFiles(whole.weights(), whole.tokenizer(), junk, whole.adapter());
        assertThrows(IOException.class, () -> MiniLmEncoder.load(runtime, files, bounds(Precision.FLOAT32)));
    }

    @Test
    void whatFailsInItsWarmUpLeavesNoThread(@TempDir Path folder) throws IOException {
        // Given a word beyond all that have a vector
        EncoderFiles whole = EngineFixture.plain();
        String words = Files.readString(whole.tokenizer()).replaceFirst("\"warm\":\\s*\\d+", "\"warm\":999999");
        Path beyond = Files.writeString(folder.resolve("tokenizer.json"), words);
        EncoderFiles files = new EncoderFiles(whole.weights(), beyond, whole.program(), whole.adapter());
        long before = threads();
        // When
        assertThrows(RuntimeException.class, () -> MiniLmEncoder.load(runtime, files, bounds(Precision.FLOAT32)));
        // Then
        assertEquals(before, threads());
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("outrigger-encoder-"))
                .count();
    }

    private static void assertAlike(JsonObject reference, Classification said, double tolerance) {
        double[] expected = reference.getAsJsonArray("probabilities").asList().stream()
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
        double[] got = said.probabilities().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        assertArrayEquals(expected, got, tolerance);
        // A label may differ only where two are all but equally likely.
        double best = said.probability(reference.get("label").getAsString());
        assertTrue(said.confidence() - best <= 2 * tolerance, reference + " against " + said);
    }

    private static EncoderBounds bounds(Precision precision) {
        return new EncoderBounds(1, 64, 16, precision);
    }
}
