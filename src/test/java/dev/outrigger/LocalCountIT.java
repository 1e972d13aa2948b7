package dev.outrigger;

import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.LocalCache;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of chats with a model of this process: as many as its answers tell of. */
class LocalCountIT {
    private static final String YAML = """
            backends: { here: { kind: engine, slots: 1, context: 256 } }
            models:
              smol: { backend: here, model: smollm2-135m-instruct }
              mini: { backend: here, model: all-minilm-l6-v2 }
            """;
    private static final String ASKED = "[{\"role\":\"user\",\"content\":\"What is the capital of France?\"}]";

    private static ValidatableResponse ask(RunningSidecar sidecar, String path, String body) {
        return sidecar.app().body(body).post(path).then();
    }

    private static int anthropic(RunningSidecar sidecar) {
        return ask(sidecar, "/anthropic/v1/messages/count_tokens", "{\"model\":\"smol\",\"messages\":" + ASKED + "}")
                .statusCode(200)
                .header("x-outrigger-estimated", nullValue())
                .extract()
                .path("input_tokens");
    }

    @Test
    void countsWhatAnAnswerTellsThatItRead(@TempDir Path folder) throws Exception {
        try (RunningSidecar sidecar = RunningSidecar.with(folder, LocalCache.withModels(folder), YAML)) {
            sidecar.awaitDetail("model.smol", "ready");
            // When
            int counted = anthropic(sidecar);
            // Then
            int read = ask(
                            sidecar,
                            "/v1/chat/completions",
                            "{\"model\":\"smol\",\"max_tokens\":1,\"messages\":" + ASKED + "}")
                    .statusCode(200)
                    .extract()
                    .path("usage.prompt_tokens");
            assertEquals(read, counted);
            int gemini = ask(
                            sidecar,
                            "/v1beta/models/smol:countTokens",
                            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"What is the capital of France?\"}]}]}")
                    .statusCode(200)
                    .header("x-outrigger-estimated", nullValue())
                    .extract()
                    .path("totalTokens");
            assertEquals(read, gemini);
            int responses = ask(
                            sidecar,
                            "/v1/responses/input_tokens",
                            "{\"model\":\"smol\",\"input\":\"What is the capital of France?\"}")
                    .statusCode(200)
                    .header("x-outrigger-estimated", nullValue())
                    .extract()
                    .path("input_tokens");
            assertEquals(read, responses);
        }
    }

    @Test
    void countsWithoutTheModelInMemory(@TempDir Path folder) throws Exception {
        // Given a process that crashed while it loaded models, and goes without them now
        Path cache = LocalCache.withModels(folder);
        Path marker = Files.createDirectories(cache.resolve("run")).resolve("engine.loading");
        Files.writeString(marker, "loading 0\n");
        try (RunningSidecar sidecar = RunningSidecar.with(folder, cache, YAML)) {
            sidecar.awaitDetail("model.smol", "unavailable");
            // Then: its template puts a system text and three turns' marks around these
            assertEquals(37, anthropic(sidecar));
        }
    }
}
