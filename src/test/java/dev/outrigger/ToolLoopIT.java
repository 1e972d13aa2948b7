package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.AnthropicText;
import dev.outrigger.support.OtlpSink;
import dev.outrigger.support.OtlpSink.Received;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app of Anthropic's answers a call, and the model that made it cannot be reached. */
class ToolLoopIT {
    private static final String TRACE = "22222222222222222222222222222222";
    /** Of the app's port, the route, what was read of the request, and three attempts. */
    private static final int SPANS = 6;

    private static final String THOUGHT = "{\"type\":\"thinking\",\"thinking\":\"SECRET\",\"signature\":\"SEAL\"},";
    private static final String OPEN = """
            {"model":"opus","max_tokens":5000,"thinking":{"type":"enabled","budget_tokens":2000},"messages":[
            {"role":"user","content":"What is the weather?"},
            {"role":"assistant","content":[%s{"type":"tool_use","id":"c","name":"weather","input":{}}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"rain"}]}]}""";

    @TempDir
    private Path folder;

    private final OtlpSink sink = new OtlpSink();
    private ScriptedUpstream first;
    private ScriptedUpstream replica;
    private ScriptedUpstream another;
    private RunningSidecar sidecar;

    @BeforeEach
    void aModelItsReplicaAndAnotherOfTheSameVendor() throws Exception {
        first = new ScriptedUpstream(Script.reset());
        replica = new ScriptedUpstream();
        another = new ScriptedUpstream(Script.json(AnthropicText.answer("Rain")));
        sidecar = RunningSidecar.remoteOnly(
                folder, """
            backends:
              one: { kind: anthropic, url: "%s" }
              two: { kind: anthropic, url: "%s" }
              three: { kind: anthropic, url: "%s" }
            models:
              opus: { backend: one, model: claude-opus, replicas: [opus-2], equivalents: [sonnet] }
              sonnet: { backend: three, model: claude-sonnet }
              opus-2: { backend: two, model: claude-opus-elsewhere }
            telemetry: { otlp: "%s" }
            """.formatted(first.url(), replica.url(), another.url(), sink.endpoint()));
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        for (ScriptedUpstream upstream : List.of(first, replica, another)) upstream.close();
        sink.close();
    }

    private io.restassured.response.ValidatableResponse asked() {
        return sidecar.app()
                .header("anthropic-version", "2023-06-01")
                .header("x-api-key", "of-the-app")
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .body(OPEN.formatted(THOUGHT))
                .post("/v1/messages")
                .then()
                .statusCode(200);
    }

    @Test
    @Row("elsewhere.tool-loop")
    void theSameWeightsElsewhereGoOnWithAllThatWasThought() {
        replica.then(Script.json(AnthropicText.answer("Rain")));

        var answer =
                asked().header("x-outrigger-model", "claude-opus-elsewhere").header("x-outrigger-attempts", "2");

        assertTrue(answer.extract().headers().getValues("x-outrigger-dropped").isEmpty());
        assertEquals(
                OPEN.formatted(THOUGHT).replace("\"opus\"", "\"claude-opus-elsewhere\""),
                replica.received().getLast().body());
        assertEquals(0, another.received().size());
    }

    @Test
    @Row("elsewhere.tool-loop")
    void anotherModelGoesOnWithoutItAndThatIsDisclosed() throws Exception {
        replica.then(Script.answer(404, "application/json", AnthropicText.error("not_found_error")));

        asked().header("x-outrigger-model", "claude-sonnet")
                .header("x-outrigger-attempts", "3")
                .header("x-outrigger-dropped", "messages[].content[].thinking, thinking")
                .body("content[0].text", containsString("Rain"));

        assertEquals(
                OPEN.formatted("")
                        .replace("\"opus\"", "\"claude-sonnet\"")
                        .replace("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},", ""),
                another.received().getLast().body());
        List<Received> spans = sink.await(TRACE, SPANS);
        assertEquals(Optional.empty(), dropped("chat claude-opus", spans));
        assertEquals(Optional.empty(), dropped("chat claude-opus-elsewhere", spans));
        assertTrue(dropped("chat claude-sonnet", spans).orElseThrow().contains("messages[].content[].thinking"));
    }

    private static Optional<String> dropped(String name, List<Received> spans) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow()
                .attribute("outrigger.dropped");
    }
}
