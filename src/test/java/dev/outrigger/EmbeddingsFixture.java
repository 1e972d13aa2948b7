package dev.outrigger;

import dev.outrigger.support.Received;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sidecar before one server of each dialect that has embeddings; each has one model, and an operator's key. */
final class EmbeddingsFixture implements AutoCloseable {
    static final String OPENAI = "/v1/embeddings";
    static final String OLLAMA = "/api/embed";
    static final String OPERATORS = "of-the-operator";

    private static final Path CASSETTES = Path.of("src/test/resources/golden/dialect");

    final ScriptedUpstream upstream = new ScriptedUpstream();
    final RunningSidecar sidecar;

    EmbeddingsFixture(Path folder, String more) throws IOException {
        Path key = Files.writeString(folder.resolve("key"), OPERATORS);
        String base = upstream.url().toString();
        sidecar = RunningSidecar.remoteOnly(
                folder, """
            backends:
              here: { kind: engine }
              there: { kind: openai, url: "%1$s", key: { file: "%4$s" } }
              google: { kind: gemini, url: "%2$s", key: { file: "%4$s" } }
              llama: { kind: ollama, url: "%3$s", key: { file: "%4$s" } }
              claude: { kind: anthropic, url: "%1$s", key: { file: "%4$s" } }
            models:
              smol: { backend: here, model: smollm2-135m-instruct }
              small: { backend: there, model: text-embedding-3-small, price: { input: 2, output: 0 } }
              plain: { backend: there, model: bge, rejects: [encoding_format] }
              gem: { backend: google, model: gemini-embedding-001 }
              mini: { backend: llama, model: all-minilm }
              opus: { backend: claude, model: claude-opus }
            %5$s""".formatted(base, base.replace("/v1", "/v1beta"), base.replace("/v1", "/api"), key, more));
    }

    static String cassette(String dialect, String name) throws IOException {
        return Files.readString(CASSETTES.resolve(dialect).resolve("embeddings-" + name + ".json"));
    }

    /** One of {@code dialect}'s cassettes, in which the app asks for this model of the operator's. */
    static String asking(String model, String dialect, String name) throws IOException {
        return cassette(dialect, name)
                .replace("text-embedding-3-small", model)
                .replace("gemini-embedding-001", model)
                .replace("all-minilm", model);
    }

    static String gemini(String model, String method) {
        return "/v1beta/models/" + model + ":" + method;
    }

    ValidatableResponse ask(String path, String body) {
        return sidecar.app()
                .urlEncodingEnabled(false)
                .header("authorization", "Bearer of-the-app")
                .body(body)
                .post(path)
                .then();
    }

    Received last() {
        return upstream.received().getLast();
    }

    @Override
    public void close() throws IOException {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        upstream.close();
    }
}
