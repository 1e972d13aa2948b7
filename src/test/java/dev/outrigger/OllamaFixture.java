package dev.outrigger;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Received;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sidecar before a server of OpenAI's dialect and one of Ollama's: the same scripted one on different paths. */
final class OllamaFixture implements AutoCloseable {
    static final String TOOLS = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\","
            + "\"parameters\":{\"type\":\"object\"}}}]";

    private static final Path GOLDEN = Path.of("src/test/resources/golden/dialect/ollama");

    final ScriptedUpstream upstream;
    final RunningSidecar sidecar;

    OllamaFixture(Path folder) throws IOException {
        upstream = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(folder, """
            backends:
              there: { kind: openai, url: "%s" }
              lama: { kind: ollama, url: "http://127.0.0.1:%d/api" }
            models:
              mini: { backend: there, model: gpt-mini, quality: 0.85, latency: 3 }
              small: { backend: lama, model: qwen3, quality: 0.5, latency: 2 }
            """.formatted(upstream.url(), upstream.port()));
    }

    static String cassette(String name) throws IOException {
        return Files.readString(GOLDEN.resolve(name));
    }

    /** Each line is written and flushed on its own. */
    static Script lines(String text) {
        return wire -> {
            wire.head(200, "application/x-ndjson");
            for (String line : text.split("(?<=\n)", -1)) if (!line.isEmpty()) wire.chunk(line);
            wire.end();
        };
    }

    static String chat(String model, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + more + "}";
    }

    /** What an app of Ollama's gets. */
    ValidatableResponse ollama(String path, String body) {
        return sidecar.app().body(body).post(path).then();
    }

    /** What an app of OpenAI's gets that asks for Ollama's model. */
    ValidatableResponse openai(String more) {
        return sidecar.app()
                .body(OpenAiText.request("qwen3", more))
                .post("/v1/chat/completions")
                .then();
    }

    Received last() {
        return upstream.received().getLast();
    }

    @Override
    public void close() throws IOException {
        sidecar.close();
        upstream.close();
    }
}
