package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.LocalCache;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.RawClient;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A sidecar whose local models are in a process of their own, which is killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChildSidecarIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String LOCAL = "smollm2-135m-instruct";
    private static final String STORY =
            "{\"model\":\"smol\",\"stream\":true,\"temperature\":0,\"max_tokens\":90,\"messages\":"
                    + "[{\"role\":\"user\",\"content\":\"Tell me a long story about a lighthouse.\"}]}";

    /** What is in no answer: reads to its end. */
    private static final String NEVER = "\0";

    @SuppressWarnings("NullAway.Init")
    private ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private RunningSidecar sidecar;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        upstream = new ScriptedUpstream(Script.json(OpenAiText.answer("Hi")));
        sidecar = RunningSidecar.with(folder, LocalCache.withModels(folder), with("child"));
        awaitReady();
    }

    @AfterAll
    void stop() throws Exception {
        sidecar.close();
        upstream.close();
    }

    private String with(String process) {
        return """
                backends:
                  here: { kind: engine, process: %s, slots: 2, context: 512 }
                  there: { kind: openai, url: "%s" }
                models:
                  smol: { backend: here, model: %s, quality: 0.35, latency: 2.5 }
                  mini: { backend: there, model: gpt-mini, quality: 0.85, latency: 3 }
                """.formatted(process, upstream.url(), LOCAL);
    }

    private void awaitReady() {
        sidecar.awaitDetail("analyzer", "ready");
        sidecar.awaitDetail("model.smol", "ready");
    }

    private long pid() {
        Matcher words = Pattern.compile("in process (\\d+).*").matcher(sidecar.detail("engine"));
        assertTrue(words.matches(), sidecar.detail("engine"));
        return Long.parseLong(words.group(1));
    }

    private ValidatableResponse ask(String model, String question) {
        return sidecar.app()
                .body(OpenAiText.request("placeholder", "")
                        .replace("placeholder", model)
                        .replaceFirst("\"content\":\"[^\"]*\"", "\"content\":\"" + question + "\""))
                .post(CHAT)
                .then();
    }

    private void assertAnswers() {
        ask("smol", "What is the capital of France?")
                .header("x-outrigger-model", LOCAL)
                .body("choices[0].message.content", containsString("Paris"));
    }

    @Test
    void answersAndReadsFromTheProcessBeside() {
        assertAnswers();
        ask("auto", "What is the capital of France?").header("x-outrigger-missing", (String) null);
        assertTrue(ProcessHandle.of(pid()).orElseThrow().isAlive());
        sidecar.operator().get("/state").then().body(containsString("in process " + pid()));
    }

    @Test
    void aKilledEngineCostsItsOwnAnswersAndIsThereAgain() throws Exception {
        long first = pid();
        String whole = text(stream(-1));
        assertTrue(whole.length() > 150, whole);
        // When
        String seen = stream(first);
        // Then what came is a beginning of what would have, and its end is whole or an error
        assertTrue(whole.startsWith(text(seen)), text(seen));
        assertNotEquals(seen.contains("\"error\""), seen.contains("[DONE]"), seen);
        ask("mini", "Hello").header("x-outrigger-model", "gpt-mini");
        awaitReady();
        assertNotEquals(first, pid());
        assertAnswers();
        assertTrue(sidecar.detail("engine").endsWith("it was ended by signal 9 (KILL)"), sidecar.detail("engine"));
    }

    /** An answer to its end; its engine is killed in the middle of it, if one is named. */
    private String stream(long pid) throws Exception {
        try (RawClient app = sidecar.raw()) {
            String begun = app.post(CHAT, STORY, "connection: close").until("lighthouse");
            assertFalse(begun.contains("[DONE]"), begun);
            if (pid >= 0) ChildRoom.signal(pid, "KILL");
            // While the engine is gone, others are answered as ever.
            ask("mini", "Hello").header("x-outrigger-model", "gpt-mini");
            return app.until(NEVER);
        }
    }

    private static String text(String stream) {
        StringBuilder text = new StringBuilder();
        Matcher deltas =
                Pattern.compile("\"content\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(stream);
        while (deltas.find()) text.append(deltas.group(1));
        return text.toString();
    }

    /** After all others: it leaves no process to ask. */
    @Test
    @Order(Integer.MAX_VALUE)
    void movesIntoThisProcessUnderTraffic() throws Exception {
        ProcessHandle child = ProcessHandle.of(pid()).orElseThrow();
        try (RawClient app = sidecar.raw()) {
            app.post(CHAT, STORY).until("\"content\"");
            sidecar.write(with("in-process"));
            assertTrue(app.until("[DONE]").contains("finish_reason"));
        }
        Awaitility.await().atMost(RunningSidecar.PATIENCE).until(() -> !child.isAlive());
        assertFalse(sidecar.detail("engine").startsWith("in process"), sidecar.detail("engine"));
        assertAnswers();
        assertFalse(sidecar.detail("analyzer").isEmpty());
    }
}
