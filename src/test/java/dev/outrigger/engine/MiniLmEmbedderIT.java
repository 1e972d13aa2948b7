package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Vector;
import dev.outrigger.engine.Embedder.Embedded;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against vectors that gpu-models/all-minilm-l6-v2/reference.py recorded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MiniLmEmbedderIT {
    private DjlRuntime runtime;

    @BeforeAll
    void loadTheRuntime() throws IOException {
        runtime = DjlRuntime.load(1);
    }

    private record Reference(String text, int tokens, Vector vector) {}

    private static List<Reference> references() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(MiniLmEmbedderIT.class.getResourceAsStream("embedder-reference.json"))) {
            List<Reference> all = new ArrayList<>();
            for (JsonElement row : JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonArray()) all.add(reference(row.getAsJsonObject()));
            return all;
        }
    }

    private static Reference reference(JsonObject row) {
        float[] numbers = new float[MiniLmProgram.WIDTH];
        for (int i = 0; i < numbers.length; i++)
            numbers[i] = row.getAsJsonArray("vector").get(i).getAsFloat();
        return new Reference(row.get("text").getAsString(), row.get("tokens").getAsInt(), Vector.of(numbers));
    }

    private static double dot(Vector a, Vector b) {
        return IntStream.range(0, a.size())
                .mapToDouble(i -> (double) a.at(i) * b.at(i))
                .sum();
    }

    private MiniLmEmbedder load(Precision precision) throws IOException {
        return MiniLmEmbedder.load(runtime, EngineFixture.plain(), new EncoderBounds(1, 64, 16, precision));
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, 0.999999", "BFLOAT16, 0.999"})
    void pointsWhereTransformersPoints(Precision precision, double cosine) throws Exception {
        try (MiniLmEmbedder model = load(precision)) {
            for (Reference reference : references()) {
                Embedded made = EngineFixture.await(model.embed(reference.text()));
                double got = dot(made.vector(), reference.vector());
                assertTrue(got >= cosine, got + " of a text of " + reference.tokens() + " tokens");
                assertEquals(1, dot(made.vector(), made.vector()), 1e-5);
                assertEquals(reference.tokens(), made.tokens());
            }
        }
    }

    @Test
    void aTextBesideOthersIsTheSame() throws Exception {
        try (MiniLmEmbedder model = load(Precision.FLOAT32)) {
            List<Reference> references = references();
            // When all wait together
            List<Future<Embedded>> together =
                    references.stream().map(each -> model.embed(each.text())).toList();
            // Then
            for (int i = 0; i < references.size(); i++)
                assertTrue(dot(
                                EngineFixture.await(together.get(i)).vector(),
                                references.get(i).vector())
                        >= 0.999999);
        }
    }

    @Test
    void refusesATextThatIsTooLongAndNoOther() throws Exception {
        try (MiniLmEmbedder model = load(Precision.FLOAT32)) {
            // Given
            Future<Embedded> longest = model.embed("a ".repeat(MiniLmEmbedder.TOKENS - 2));
            Future<Embedded> longer = model.embed("a ".repeat(MiniLmEmbedder.TOKENS - 1));
            Future<Embedded> blank = model.embed(" ".repeat(MiniLmEmbedder.CHARACTERS + 1));
            // Then
            assertEquals(MiniLmEmbedder.TOKENS, EngineFixture.await(longest).tokens());
            assertEquals("an input has 257 tokens, the local model's window is 256 tokens", tooLong(longer));
            assertEquals("an input has 32769 characters, the local model's window is 256 tokens", tooLong(blank));
        }
    }

    private static String tooLong(Future<Embedded> refused) {
        Throwable cause = assertThrows(ExecutionException.class, () -> EngineFixture.await(refused))
                .getCause();
        return assertInstanceOf(
                        Failure.TooLong.class,
                        assertInstanceOf(FailureException.class, cause).failure())
                .message();
    }
}
