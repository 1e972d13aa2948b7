package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.LocalCache;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.OtlpSink;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.opentelemetry.proto.trace.v1.Span;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real language model in this process beside a scripted one elsewhere: who answers what, and what the trace tells. */
class RoutingIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String FRANCE = "What is the capital of France?";
    private static final String PROOF =
            "Prove that the square root of 2 is irrational, then generalise to all non-square integers";
    private static final String LOCAL = "smollm2-135m-instruct";

    private static ScriptedUpstream upstream;
    private static OtlpSink sink;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarWithALocalAndARemoteModel(@TempDir Path folder) throws Exception {
        upstream = new ScriptedUpstream(Script.json(OpenAiText.answer("A proof")));
        sink = new OtlpSink();
        sidecar = RunningSidecar.with(
                folder, LocalCache.withModels(folder), """
            backends:
              here: { kind: engine }
              there: { kind: openai, url: "%s" }
            models:
              smol: { backend: here, model: %s, window: 1024, quality: 0.35, latency: 2.5 }
              mini: { backend: there, model: gpt-mini, quality: 0.85, latency: 3, price: { input: 1, output: 2 } }
            # What it was measured to know is not asked for here.
            policies: { default: { stages: [ local: { quality: 0 }, score: {} ] } }
            analyzer: { budget: 5s }
            telemetry: { otlp: "%s" }
            """.formatted(upstream.url(), LOCAL, sink.endpoint()));
        sidecar.awaitDetail("analyzer", "ready");
        sidecar.awaitDetail("model.smol", "ready");
        // The language detector is loaded at its first use, if it was not yet.
        Awaitility.await("language detector")
                .atMost(RunningSidecar.PATIENCE)
                .until(() -> ask(FRANCE, ",\"max_tokens\":1").extract().header("x-outrigger-missing") == null);
    }

    @AfterEach
    void nothingIsLeft() {
        sidecar.awaitNothingInFlight();
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.close();
        sink.close();
        upstream.close();
    }

    @Test
    void answersAnEasyQuestionItself() {
        ask(FRANCE, ",\"temperature\":0,\"max_tokens\":24,\"user\":\"u\"")
                .statusCode(200)
                .header("x-outrigger-model", LOCAL)
                .header("x-outrigger-attempts", "1")
                .header("x-outrigger-dropped", "user")
                .body("object", equalTo("chat.completion"))
                .body("choices[0].message.role", equalTo("assistant"))
                .body("choices[0].message.content", containsString("Paris"));
    }

    @Test
    void streamsItsOwnAnswer() {
        String stream = ask(FRANCE, ",\"temperature\":0,\"max_tokens\":24,\"stream\":true")
                .statusCode(200)
                .header("x-outrigger-model", LOCAL)
                .contentType(containsString("text/event-stream"))
                .extract()
                .asString();

        assertTrue(stream.contains("Paris"), stream);
        assertTrue(stream.endsWith(OpenAiText.DONE), stream);
        assertTrue(stream.lines().filter(line -> line.startsWith("data: ")).count() > 4, stream);
    }

    @Test
    void answersAnAppOfAnotherDialectItself() {
        String body = "{\"model\":\"auto\",\"input\":\"" + FRANCE + "\",\"temperature\":0,\"max_output_tokens\":24";
        sidecar.app()
                .body(body + "}")
                .post("/v1/responses")
                .then()
                .statusCode(200)
                .header("x-outrigger-model", LOCAL)
                .body("object", equalTo("response"))
                .body("output[0].content[0].text", containsString("Paris"));

        String stream = sidecar.app()
                .body(body + ",\"stream\":true}")
                .post("/v1/responses")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertTrue(stream.startsWith("event: response.created\n"), stream);
        assertTrue(stream.contains("event: response.output_text.done"), stream);
    }

    @Test
    void sendsAHardOneToTheRemoteModel() {
        ask(PROOF, "")
                .statusCode(200)
                .header("x-outrigger-model", "gpt-mini")
                .body("choices[0].message.content", equalTo("A proof"));
    }

    @Test
    @Row("leave.local")
    void anAppThatLeavesStopsItsGeneration() throws Exception {
        try (var app = sidecar.raw()) {
            app.post(CHAT, request("mini story", LOCAL, ",\"temperature\":0,\"max_tokens\":900,\"stream\":true"))
                    .until("\"content\"");
            assertEquals(1, sidecar.inFlight());

            app.reset();

            sidecar.awaitNothingInFlight();
        }
        // The slot is free: as many as there are can be had again at once, and one more
        ask(FRANCE, ",\"temperature\":0,\"max_tokens\":8").statusCode(200).header("x-outrigger-model", LOCAL);
        assertTrue(sidecar.count("outrigger.exchanges", "outcome", "cancelled") >= 1);
    }

    @Test
    void theTraceShowsTheWayOfARequest() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String parent = "00f067aa0ba902b7";

        sidecar.app()
                .header("traceparent", "00-" + trace + "-" + parent + "-01")
                .body(request(PROOF, "auto", ""))
                .post(CHAT)
                .then()
                .statusCode(200);

        List<OtlpSink.Received> spans = sink.await(trace, 4);
        OtlpSink.Received server = spans.stream()
                .filter(span -> span.kind() == Span.SpanKind.SPAN_KIND_SERVER)
                .findFirst()
                .orElseThrow();
        assertEquals(parent, server.parentId());
        assertEquals("POST /v1/chat/completions", server.name());
        OtlpSink.Received route = named(spans, "outrigger.route");
        assertEquals(server.id(), route.parentId());
        assertEquals("mini", route.attribute("outrigger.model.served").orElse(""));
        assertEquals(route.id(), named(spans, "outrigger.analyze").parentId());
        OtlpSink.Received attempt = spans.stream()
                .filter(span -> span.kind() == Span.SpanKind.SPAN_KIND_CLIENT)
                .findFirst()
                .orElseThrow();
        assertEquals(route.id(), attempt.parentId());
        assertEquals("gpt-mini", attempt.attribute("gen_ai.request.model").orElse(""));
        assertEquals(4, spans.size());
        // Nobody else's business
        assertTrue(upstream.received().getLast().header("traceparent").isEmpty());
    }

    private static OtlpSink.Received named(List<OtlpSink.Received> spans, String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + spans));
    }

    private static ValidatableResponse ask(String prompt, String more) {
        return sidecar.app().body(request(prompt, "auto", more)).post(CHAT).then();
    }

    private static String request(String prompt, String model, String more) {
        return OpenAiText.request(model, more).replace("Hello", prompt);
    }
}
