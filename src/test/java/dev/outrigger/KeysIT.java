package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Received;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two keys that nobody can mistake: where each of them goes, and where neither may. */
class KeysIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String APPS = "sk-app-SENTINEL-8d1f";
    private static final String OPERATORS = "sk-operator-SENTINEL-77ab";

    @TempDir
    private Path folder;

    private final Lines log = new Lines();
    private ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private RunningSidecar sidecar;

    @BeforeEach
    void anUpstreamAndALog() throws Exception {
        upstream = new ScriptedUpstream();
        Logger.getLogger("").addHandler(log);
    }

    @AfterEach
    void stop() throws Exception {
        Logger.getLogger("").removeHandler(log);
        sidecar.close();
        upstream.close();
    }

    @Test
    void theOperatorsKeyReplacesTheApps() throws Exception {
        withOperatorsKey();
        upstream.then(Script.json(OpenAiText.answer("Hi")));

        String answer = chat("Bearer " + APPS);

        assertEquals(Optional.of("Bearer " + OPERATORS), last().header("authorization"));
        assertFalse(last().toString().contains(APPS));
        keptQuiet(answer);
    }

    @Test
    void theOperatorsKeyIsNotLentToWhatIsPassedThrough() throws Exception {
        withOperatorsKey();
        upstream.then(Script.json("{}"));

        sidecar.app().header("authorization", "Bearer " + APPS).body("{}").post("/v1/moderations");

        assertEquals(Optional.of("Bearer " + APPS), last().header("authorization"));
        keptQuiet("");
    }

    @Test
    void theAppsKeyGoesOnWhereTheOperatorHasNone() {
        sidecar = RunningSidecar.remoteOnly(folder, RunningSidecar.oneRemote(upstream.url()));
        upstream.then(Script.json(OpenAiText.answer("Hi")));

        chat("Bearer " + APPS);

        assertEquals(Optional.of("Bearer " + APPS), last().header("authorization"));
    }

    @Test
    void theDummyKeyOfAnSdkStaysHere() {
        sidecar = RunningSidecar.remoteOnly(folder, RunningSidecar.oneRemote(upstream.url()));
        upstream.then(Script.json(OpenAiText.answer("Hi")));

        chat("Bearer outrigger");

        assertEquals(Optional.empty(), last().header("authorization"));
    }

    @Test
    @Row("before.401-ours")
    void anUpstreamThatRepeatsTheKeyIsNotQuoted() throws Exception {
        withOperatorsKey();
        upstream.then(Script.answer(
                401,
                "application/json",
                "{\"error\":{\"message\":\"Incorrect API key provided: " + OPERATORS
                        + "\",\"type\":\"invalid_request_error\",\"code\":\"invalid_api_key\"}}"));

        String answer = chat("Bearer " + APPS);

        assertTrue(answer.contains("error"), answer);
        keptQuiet(answer);
    }

    @Test
    @Row("before.401-probe")
    void aBackendWhoseKeyIsRefusedIsAskedAgainAtOnceWithAnother() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), OPERATORS + "\n");
        sidecar = RunningSidecar.remoteOnly(folder, """
            backends:
              there: { kind: openai, url: "%1$s", key: { file: "%2$s" } }
              open: { kind: openai, url: "%1$s" }
            models:
              best: { backend: there, model: best, quality: 0.9 }
              good: { backend: there, model: good, quality: 0.8 }
              free: { backend: open, model: free, quality: 0.5 }
            """.formatted(upstream.url(), key));
        Script answer = Script.json(OpenAiText.answer("Hi"));
        upstream.then(Script.answer(401, "application/json", OpenAiText.error("t", "invalid_api_key")), answer, answer);

        chat("Bearer outrigger");
        chat("Bearer outrigger");

        assertEquals(List.of("best", "free", "free"), models());
        assertEquals(1, sidecar.gauge("outrigger.backend.unauthorized", "backend", "there"));
        assertEquals(0, sidecar.gauge("outrigger.backend.unauthorized", "backend", "open"));

        Files.writeString(key, "sk-another\n");
        // A file is read again after a second.
        Awaitility.await().until(() -> sidecar.gauge("outrigger.backend.unauthorized", "backend", "there") == 0);
        upstream.then(answer);
        chat("Bearer outrigger");

        assertEquals("best", models().getLast());
        assertEquals(Optional.of("Bearer sk-another"), last().header("authorization"));
    }

    /** Who was asked, in order. */
    private List<String> models() {
        return upstream.received().stream()
                .map(request -> request.body().replaceFirst(".*\"model\":\"([a-z]+)\".*", "$1"))
                .toList();
    }

    private void withOperatorsKey() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), OPERATORS + "\n");
        sidecar = RunningSidecar.remoteOnly(
                folder,
                RunningSidecar.oneRemote(upstream.url())
                        .replace("kind: openai,", "kind: openai, key: { file: \"" + key + "\" },"));
    }

    private String chat(String authorization) {
        var answer = sidecar.app()
                .header("authorization", authorization)
                .body(OpenAiText.request("auto", ""))
                .post(CHAT);
        return answer.headers() + "\n" + answer.asString();
    }

    private Received last() {
        return upstream.received().getLast();
    }

    private void keptQuiet(String answer) {
        sidecar.awaitNothingInFlight();
        String state = sidecar.operator().get("/state").asString();
        for (String said : List.of(answer, state, log.text(), sidecar.metrics.getMetersAsString()))
            for (String key : List.of(APPS, OPERATORS)) assertFalse(said.contains(key), said);
    }

    private static final class Lines extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage() + Arrays.toString(line.getParameters()) + line.getThrown());
        }

        String text() {
            return String.join("\n", lines);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
