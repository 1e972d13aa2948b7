package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an app sees when a model is taken away from under it. */
class FailoverIT {
    private static final String CHAT = "/v1/chat/completions";
    /** What plain Java alone is not sure of. */
    private static final String UNPLAIN =
            "Prove that the square root of 2 is irrational, then generalise to all non-square integers";

    private static final int REQUESTS = 200;
    private static final int KILLED_AT = 60;

    @TempDir
    private Path folder;

    @Test
    @Row("elsewhere.replica")
    void aRemoteThatDiesCostsNoRequest() throws Exception {
        try (var first = new ScriptedUpstream(Script.json(OpenAiText.answer("first")));
                var second = new ScriptedUpstream(Script.json(OpenAiText.answer("second")));
                var sidecar = RunningSidecar.remoteOnly(folder, """
                    backends:
                      one: { kind: openai, url: "%s" }
                      two: { kind: openai, url: "%s" }
                    models:
                      mini: { backend: one, model: gpt-mini, quality: 0.9, latency: 3, replicas: [spare] }
                      spare: { backend: two, model: gpt-spare, quality: 0.8, latency: 3 }
                    """.formatted(first.url(), second.url()))) {
            List<String> attempts = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                if (i == KILLED_AT) first.kill();
                Response answer =
                        sidecar.app().body(OpenAiText.request("auto", "")).post(CHAT);
                assertEquals(200, answer.statusCode(), "request " + i + ": " + answer.asString());
                boolean killed = i >= KILLED_AT;
                assertEquals(killed ? "gpt-spare" : "gpt-mini", answer.header("x-outrigger-model"));
                attempts.add(answer.header("x-outrigger-attempts"));
            }

            // The first ones after the kill find out, then its breaker keeps it out, but for a probe now and then.
            long retried = attempts.stream().filter("2"::equals).count();
            assertEquals("2", attempts.get(KILLED_AT));
            assertTrue(retried < 40, attempts.toString());
            sidecar.awaitNothingInFlight();
            Awaitility.await()
                    .untilAsserted(() -> assertEquals(
                            (double) retried,
                            sidecar.count("outrigger.attempts", "backend", "one", "outcome", "unreachable")));
            // A rest ends by itself; a request that probes and fails begins the next, at least half a second long.
            Awaitility.await().untilAsserted(() -> {
                sidecar.app().body(OpenAiText.request("auto", "")).post(CHAT);
                sidecar.operator().get("/state").then().statusCode(200).body(containsString("resting"));
                assertEquals(1, sidecar.gauge("outrigger.model.state", "model", "mini", "state", "resting"));
                assertEquals(1, sidecar.gauge("outrigger.model.state", "model", "spare", "state", "ready"));
            });
        }
    }

    @Test
    @Row("before.429-only")
    void oneThatRestsIsWaitedForWhenTheOthersFail() throws Exception {
        try (var first = new ScriptedUpstream(
                        Script.answer(429, "application/json", OpenAiText.error("t", "c"), "retry-after: 2"),
                        Script.json(OpenAiText.answer("back")));
                var second = new ScriptedUpstream(
                        Script.json(OpenAiText.answer("second")), Script.answer(200, "text/html", "<html>"));
                var sidecar = RunningSidecar.remoteOnly(folder, """
                    backends:
                      one: { kind: openai, url: "%s" }
                      two: { kind: openai, url: "%s" }
                    models:
                      mini: { backend: one, model: gpt-mini, replicas: [spare] }
                      spare: { backend: two, model: gpt-spare }
                    """.formatted(first.url(), second.url()))) {
            String chat = OpenAiText.request("mini", "");
            sidecar.app().body(chat).post(CHAT).then().statusCode(200).header("x-outrigger-model", "gpt-spare");

            sidecar.app()
                    .body(chat)
                    .post(CHAT)
                    .then()
                    .statusCode(200)
                    .header("x-outrigger-model", "gpt-mini")
                    .header("x-outrigger-attempts", "2");
        }
    }

    @Test
    @Row({"before.local", "own.analyzer"})
    void withoutLocalModelsEverythingGoesElsewhereAndSaysSo() throws Exception {
        try (var remote = new ScriptedUpstream(Script.json(OpenAiText.answer("elsewhere")));
                var sidecar = RunningSidecar.remoteOnly(folder, """
                    backends:
                      here: { kind: engine }
                      there: { kind: openai, url: "%s" }
                    models:
                      smol: { backend: here, model: smollm2-135m-instruct, window: 1024, quality: 0.35, latency: 2.5 }
                      mini: { backend: there, model: gpt-mini, quality: 0.85, latency: 3 }
                    """.formatted(remote.url()))) {
            sidecar.awaitDetail("analyzer", "missing");
            sidecar.awaitDetail("model.smol", "unavailable");

            sidecar.app()
                    .body(OpenAiText.request("auto", "").replace("Hello", UNPLAIN))
                    .post(CHAT)
                    .then()
                    .statusCode(200)
                    .header("x-outrigger-model", "gpt-mini")
                    .header("x-outrigger-missing", containsString("complexity=not_fetched"));

            assertTrue(sidecar.server.readiness().isReady());
            assertTrue(sidecar.detail("model.smol").contains("outrigger models pull"));
            sidecar.awaitNothingInFlight();
            Awaitility.await()
                    .untilAsserted(() ->
                            assertTrue(sidecar.count("outrigger.analyze.missing", "dimension", "complexity") >= 1));
            // Whoever insists on the local model is told why not
            sidecar.app()
                    .body(OpenAiText.request("smol", ""))
                    .post(CHAT)
                    .then()
                    .statusCode(503)
                    .body("error.message", containsString("smol"));
        }
    }
}
