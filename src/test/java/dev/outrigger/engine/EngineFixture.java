package dev.outrigger.engine;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.outrigger.support.LocalCache;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The real encoder's files, and what torch computed with them ({@code outrigger-analyzer/reference.py}). */
final class EngineFixture {
    static final Path ANALYZER = Path.of("gpu-models/outrigger-analyzer");
    private static final Path PROGRAM = Path.of("gpu-models/all-minilm-l6-v2");

    /** A text with its ids and its float32 vector without the adapter. */
    record Plain(String text, List<Long> ids, Embedding vector) {}

    private EngineFixture() {}

    /** Files of the encoder as it was published. */
    static EncoderFiles plain() {
        return files(Optional.empty());
    }

    /** Files of the encoder with the analyzer's adapter. */
    static EncoderFiles adapted() {
        return files(Optional.of(ANALYZER));
    }

    private static EncoderFiles files(Optional<Path> analyzer) {
        Path model = LocalCache.file("all-minilm-l6-v2", "model.safetensors").resolveSibling("");
        return EncoderFiles.in(model, PROGRAM, analyzer);
    }

    static JsonObject reference() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(EngineFixture.class.getResourceAsStream("minilm-reference.json"))) {
            return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        }
    }

    static List<Plain> plainTexts() throws IOException {
        return reference().getAsJsonArray("plain").asList().stream()
                .map(row -> row.getAsJsonObject())
                .map(row -> new Plain(
                        row.get("text").getAsString(),
                        row.getAsJsonArray("ids").asList().stream()
                                .map(id -> id.getAsLong())
                                .toList(),
                        vector(row)))
                .toList();
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static Embedding vector(JsonObject row) {
        float[] numbers = new float[MiniLmProgram.WIDTH];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = row.getAsJsonArray("vector").get(i).getAsFloat();
        }
        return new Embedding(numbers);
    }
}
