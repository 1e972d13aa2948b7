package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.support.Jaeger;
import dev.outrigger.support.JaegerSpan;
import dev.outrigger.support.LocalCache;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Path;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real requests through a whole sidecar, and their trees in a real Jaeger. Skipped where no Jaeger is given. */
class JaegerTreeIT {
    private static final String FRANCE = "What is the capital of France?";
    private static final String PROOF =
            "Prove that the square root of 2 is irrational, then generalise to all non-square integers";
    private static final String LOCAL = "smollm2-135m-instruct";
    private static final String APP_SPAN = "00f067aa0ba902b7";

    private static @Nullable Jaeger jaeger;
    private static @Nullable ScriptedUpstream upstream;
    private static @Nullable RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarThatTracesToJaeger(@TempDir Path folder) throws Exception {
        assumeTrue(
                Jaeger.binary().isPresent(),
                "JAEGER_BIN names no jaeger binary; observability/README.md says how to get one");
        Jaeger running = new Jaeger(Jaeger.binary().orElseThrow(), folder);
        jaeger = running;
        ScriptedUpstream there = new ScriptedUpstream();
        upstream = there;
        RunningSidecar started = RunningSidecar.with(
                folder, LocalCache.withModels(folder), """
            backends:
              here: { kind: engine }
              there: { kind: openai, url: "%s" }
            models:
              smol: { backend: here, model: %s, window: 1024, quality: 0.35, latency: 2.5 }
              mini: { backend: there, model: gpt-mini, quality: 0.85, latency: 3 }
            policies: { default: { stages: [ local: { quality: 0 }, score: {} ] } }
            analyzer: { budget: 5s }
            telemetry: { otlp: "%s" }
            """.formatted(there.url(), LOCAL, running.endpoint()));
        sidecar = started;
        started.awaitDetail("analyzer", "ready");
        started.awaitDetail("model.smol", "ready");
        Awaitility.await("everything is read")
                .atMost(RunningSidecar.PATIENCE)
                .until(() -> started.app()
                                .body(request(FRANCE, ",\"max_tokens\":1"))
                                .post("/v1/chat/completions")
                                .header("x-outrigger-missing")
                        == null);
    }

    @AfterAll
    static void stop() throws Exception {
        if (sidecar != null) sidecar.close();
        if (upstream != null) upstream.close();
        if (jaeger != null) jaeger.close();
    }

    @Test
    void anAnswerOfThisProcess() {
        JsonNode trace = asked("11111111111111111111111111111111", FRANCE, ",\"max_tokens\":8");

        JaegerSpan attempt = attempt(trace, LOCAL);
        assertEquals(Optional.of("internal"), attempt.tag("span.kind"));
        assertEquals(Optional.of("outrigger"), attempt.tag("gen_ai.provider.name"));
        assertEquals(Optional.of("simple"), route(trace).tag("outrigger.reason"));
    }

    @Test
    void anAnswerOfThisProcessStreamed() {
        JsonNode trace = asked("22222222222222222222222222222222", FRANCE, ",\"max_tokens\":8,\"stream\":true");

        JaegerSpan attempt = attempt(trace, LOCAL);
        assertEquals(Optional.of("true"), attempt.tag("gen_ai.request.stream"));
        assertTrue(attempt.tag("gen_ai.response.time_to_first_chunk").isPresent(), attempt.toString());
    }

    @Test
    void anAnswerOfTheRemoteModel() {
        upstreamDoes(Script.json(OpenAiText.answer("A proof")));

        JsonNode trace = asked("33333333333333333333333333333333", PROOF, "");

        JaegerSpan attempt = attempt(trace, "gpt-mini");
        assertEquals(Optional.of("client"), attempt.tag("span.kind"));
        assertEquals(Optional.of("7"), attempt.tag("gen_ai.usage.output_tokens"));
        assertEquals(Optional.of("score"), route(trace).tag("outrigger.reason"));
    }

    @Test
    void anAnswerOfTheRemoteModelStreamed() {
        upstreamDoes(Script.stream(OpenAiText.stream("A ", "proof")));

        JsonNode trace = asked("44444444444444444444444444444444", PROOF, ",\"stream\":true");

        JaegerSpan attempt = attempt(trace, "gpt-mini");
        assertEquals(Optional.of("client"), attempt.tag("span.kind"));
        assertEquals(Optional.of("true"), attempt.tag("gen_ai.request.stream"));
    }

    @Test
    void aFallbackHasOneSpanAnAttemptAndTellsNoPrompt() {
        upstreamDoes(Script.reset());

        JsonNode trace = sent("55555555555555555555555555555555", PROOF, ",\"max_tokens\":8", 5);

        JaegerSpan failed = attempt(trace, "gpt-mini");
        assertEquals(Optional.of("unreachable"), failed.tag("error.type"));
        assertEquals(Optional.of("fallback"), attempt(trace, LOCAL).tag("outrigger.attempt.cause"));
        assertFalse(trace.toString().contains("irrational"), trace.toString());
    }

    private static void upstreamDoes(Script script) {
        Optional.ofNullable(upstream).orElseThrow().then(script);
    }

    private static JsonNode asked(String id, String prompt, String more) {
        return sent(id, prompt, more, 4);
    }

    /** Asks as part of an app's trace, and returns that trace when it has so many spans, its tree checked. */
    private static JsonNode sent(String id, String prompt, String more, int spans) {
        Optional.ofNullable(sidecar)
                .orElseThrow()
                .app()
                .header("traceparent", "00-" + id + "-" + APP_SPAN + "-01")
                .body(request(prompt, more))
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
        JsonNode trace = Optional.ofNullable(jaeger).orElseThrow().await(id, spans);
        assertEquals(spans, JaegerSpan.of(trace).size(), trace.toString());
        JaegerSpan server = JaegerSpan.named("POST /v1/chat/completions", trace);
        assertEquals(Optional.of("server"), server.tag("span.kind"));
        assertEquals(APP_SPAN, server.parent());
        assertEquals(server.id(), route(trace).parent());
        assertEquals(
                route(trace).id(), JaegerSpan.named("outrigger.analyze", trace).parent());
        return trace;
    }

    private static JaegerSpan route(JsonNode trace) {
        return JaegerSpan.named("outrigger.route", trace);
    }

    private static JaegerSpan attempt(JsonNode trace, String model) {
        JaegerSpan attempt = JaegerSpan.named("chat " + model, trace);
        assertEquals(route(trace).id(), attempt.parent());
        return attempt;
    }

    private static String request(String prompt, String more) {
        return OpenAiText.request("auto", more).replace("Hello", prompt);
    }
}
