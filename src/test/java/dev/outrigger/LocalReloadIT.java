package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.LocalCache;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Resident;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local models of a configuration change while it serves: real ones, in real memory. */
class LocalReloadIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String LOCAL = "smollm2-135m-instruct";
    private static final String STORY =
            "{\"model\":\"smol\",\"stream\":true,\"temperature\":0,\"max_tokens\":180,\"messages\":"
                    + "[{\"role\":\"user\",\"content\":\"Tell me a long story about a lighthouse.\"}]}";

    /** Its four-bit weights alone are more. */
    private static final long MODEL_KILOBYTES = 80_000;

    @TempDir
    private Path folder;

    private ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private RunningSidecar sidecar;

    @BeforeEach
    void anUpstream() throws Exception {
        upstream = new ScriptedUpstream(Script.json(OpenAiText.answer("Hi")));
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.close();
        upstream.close();
    }

    @Test
    void otherEngineSettingsReplaceTheModelAndItsAnswerEndsWhole() throws Exception {
        // Given an answer under way
        sidecar = start(withLocal("slots: 2, context: 256", ""));
        awaitLoads(1);
        try (var app = sidecar.raw()) {
            app.post(CHAT, STORY).until("\"content\"");
            // When
            sidecar.write(withLocal("slots: 1, context: 128", ""));
            awaitLoads(2);
            ask("smol", "What is the capital of France?")
                    .header("x-outrigger-model", LOCAL)
                    .body("choices[0].message.content", containsString("Paris"));
            // Then the longer answer than its window was allowed to be now is whole
            String answer = app.until("[DONE]");
            assertTrue(
                    answer.contains("\"finish_reason\":\"length\"") || answer.contains("\"finish_reason\":\"stop\""));
            assertTrue(answer.lines().filter(line -> line.startsWith("data: ")).count() > 130, answer);
        }
        ask("smol", "word ".repeat(200)).statusCode(400);
    }

    @Test
    void aModelThatIsAddedIsLoadedAndOneThatIsTakenAwayFreed() throws Exception {
        sidecar = start(remote(""));
        sidecar.awaitDetail("analyzer", "ready");
        long without = settled();
        // When it is added
        sidecar.write(withLocal("slots: 1, context: 128", ""));
        awaitLoads(1);
        ask("smol", "Hello").header("x-outrigger-model", LOCAL);
        long with = Resident.anonymousKilobytes();
        assertTrue(with - without > MODEL_KILOBYTES, "grew by " + (with - without) + " kB");
        // When it is taken away
        sidecar.write(remote(""));
        Awaitility.await("the model freed")
                .atMost(RunningSidecar.PATIENCE)
                .until(() -> Resident.anonymousKilobytes() < with - MODEL_KILOBYTES);
        ask("mini", "Hello").header("x-outrigger-model", "gpt-mini");
        // And it can come back
        sidecar.write(withLocal("slots: 1, context: 128", ""));
        awaitLoads(2);
        ask("smol", "Hello").header("x-outrigger-model", LOCAL);
    }

    @Test
    void whatCannotBeLoadedLeavesWhatServes() throws IOException {
        headsWithoutFiles("hollow");
        sidecar = RunningSidecar.atHome(
                folder,
                LocalCache.withModels(folder),
                withLocal("slots: 1, context: 128", "analyzer: { budget: 5s }\n"));
        awaitLoads(1);
        sidecar.awaitDetail("analyzer", "ready");
        String policy = policy();
        // When
        sidecar.write(withLocal("slots: 1, context: 128", "analyzer: { budget: 5s, heads: hollow }\n"));
        sidecar.awaitDetail("analyzer", "ready with earlier settings: missing: analyzer.json");
        // Then the heads that read are those that the policy is named by
        assertEquals(policy, policy());
        assertEquals(1, sidecar.count("outrigger.model.loads", "outcome", "failed"));
        assertEquals(1, sidecar.count("outrigger.model.loads", "model", LOCAL, "outcome", "ready"));
        ask("auto", "What is the capital of France?").header("x-outrigger-missing", (String) null);
        // And a policy without heads is another one
        sidecar.write(withLocal("slots: 1, context: 128", "analyzer: { budget: 5s }\n"));
        Awaitility.await()
                .atMost(RunningSidecar.PATIENCE)
                .until(() -> sidecar.detail("analyzer").equals("ready"));
        assertEquals(policy, policy());
        assertNotEquals("", policy);
    }

    /** A home with the product's models, and heads that are there by name alone. */
    private void headsWithoutFiles(String name) throws IOException {
        Path models = Files.createDirectories(folder.resolve("gpu-models"));
        try (Stream<Path> shipped = Files.list(Path.of("gpu-models").toAbsolutePath())) {
            for (Path model : shipped.toList())
                Files.createSymbolicLink(models.resolve(model.getFileName().toString()), model);
        }
        Files.writeString(Files.createDirectories(models.resolve(name)).resolve("manifest.yaml"), """
                name: %s
                kind: heads
                licence: Apache-2.0
                origin: ours
                card: Ours.
                files: [ { name: analyzer.json, source: "file:analyzer.json" } ]
                """.formatted(name));
    }

    private RunningSidecar start(String yaml) {
        return RunningSidecar.with(folder, LocalCache.withModels(folder), yaml);
    }

    private String remote(String more) {
        return RunningSidecar.oneRemote(upstream.url()) + more;
    }

    private String withLocal(String engine, String more) {
        return """
                backends:
                  here: { kind: engine, %s }
                  there: { kind: openai, url: "%s" }
                models:
                  smol: { backend: here, model: %s, quality: 0.35, latency: 2.5 }
                  mini: { backend: there, model: gpt-mini, quality: 0.85, latency: 3 }
                %s""".formatted(engine, upstream.url(), LOCAL, more);
    }

    /** So many times the generator was loaded. */
    private void awaitLoads(int times) {
        Awaitility.await("loaded " + times + " times")
                .atMost(RunningSidecar.PATIENCE)
                .until(() -> sidecar.count("outrigger.model.loads", "model", LOCAL, "outcome", "ready") == times);
    }

    /** Memory when loading has given back what it needed. */
    private static long settled() throws IOException {
        System.gc();
        return Resident.anonymousKilobytes();
    }

    private String policy() {
        return ask("auto", "What is the capital of France?").extract().header("x-outrigger-policy");
    }

    private ValidatableResponse ask(String model, String question) {
        return sidecar.app()
                .body(OpenAiText.request("placeholder", "")
                        .replace("placeholder", model)
                        .replaceFirst("\"content\":\"[^\"]*\"", "\"content\":\"" + question + "\""))
                .post(CHAT)
                .then();
    }
}
