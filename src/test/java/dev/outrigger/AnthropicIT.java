package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.AnthropicText;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Received;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apps and upstreams that speak Anthropic's dialect, with each other and with OpenAI's, over real sockets. */
class AnthropicIT {
    private static final String MESSAGES = "/v1/messages";
    private static final String CHAT = "/v1/chat/completions";
    private static final String KEY = "sk-ant-of-the-app";

    private static ScriptedUpstream anthropic;
    private static ScriptedUpstream openai;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarBeforeTwoVendors(@TempDir Path folder) throws Exception {
        anthropic = new ScriptedUpstream();
        openai = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(folder, """
                backends:
                  ant: { kind: anthropic, url: "%s" }
                  oai: { kind: openai, url: "%s" }
                models:
                  claude: { backend: ant, model: claude-x }
                  mini: { backend: oai, model: gpt-mini }
                """.formatted(anthropic.url(), openai.url()));
    }

    @AfterEach
    void nothingIsLeft() {
        sidecar.awaitNothingInFlight();
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.close();
        anthropic.close();
        openai.close();
    }

    private static Response ask(String model, String more) {
        return sidecar.app()
                .header("x-api-key", KEY)
                .header("anthropic-version", "2023-06-01")
                .header("anthropic-beta", "new-things")
                .body(AnthropicText.request(model, more))
                .post(MESSAGES);
    }

    private static Response chat(String model, String more) {
        return sidecar.app()
                .header("authorization", "Bearer sk-of-the-app")
                .body(OpenAiText.request(model, more))
                .post(CHAT);
    }

    private static String body(Response answer) {
        return new String(answer.asByteArray(), StandardCharsets.UTF_8);
    }

    private static JsonPath last(ScriptedUpstream upstream) {
        return JsonPath.from(upstream.received().getLast().body());
    }

    @Test
    void givesRequestAndAnswerByteForByteWithinTheDialect() {
        // Given
        String answer = " " + AnthropicText.answer("Hi \\u0048 \uD83D\uDE00") + "\n";
        anthropic.then(Script.json(answer));
        // When
        Response response = ask("claude", ",\"x_new\": [1, 2.50]");
        // Then
        assertEquals(answer, body(response));
        Received sent = anthropic.received().getLast();
        assertEquals(AnthropicText.request("claude-x", ",\"x_new\": [1, 2.50]"), sent.body());
        assertEquals("/v1/messages", sent.path());
        assertEquals(KEY, sent.header("x-api-key").orElse(""));
        assertEquals("new-things", sent.header("anthropic-beta").orElse(""));
    }

    @Test
    void givesAStreamByteForByteWithinTheDialect() {
        // Given
        List<String> pieces = AnthropicText.stream("Hé", "llo \uD83D\uDE00");
        anthropic.then(Script.stream(pieces));
        // When
        Response response = ask("claude-x", ",\"stream\":true");
        // Then
        response.then().statusCode(200).contentType(containsString("text/event-stream"));
        assertEquals(String.join("", pieces), body(response));
    }

    @Test
    void answersAnAppOfOpenAi() {
        // Given
        anthropic.then(Script.json(AnthropicText.answer("Hi")));
        // When
        Response response = chat("claude", ",\"temperature\":1.5,\"seed\":1,\"user\":\"u\"");
        // Then
        response.then()
                .statusCode(200)
                .header("x-outrigger-model", "claude-x")
                .header("x-outrigger-dropped", "seed, temperature, user")
                .body("object", equalTo("chat.completion"))
                .body("choices[0].message.content", equalTo("Hi"))
                .body("choices[0].finish_reason", equalTo("stop"))
                .body("usage.total_tokens", equalTo(12));
        Received sent = anthropic.received().getLast();
        assertEquals("2023-06-01", sent.header("anthropic-version").orElse(""));
        assertTrue(sent.header("authorization").isEmpty());
        assertEquals(4_096, last(anthropic).getInt("max_tokens"));
        assertEquals(1, last(anthropic).getDouble("temperature"));
    }

    @Test
    void streamsToAnAppOfOpenAi() {
        // Given
        anthropic.then(Script.stream(AnthropicText.stream("Hel", "lo")));
        // When
        String stream = body(chat("claude", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));
        // Then
        assertTrue(stream.contains("\"content\":\"Hel\"") && stream.contains("\"content\":\"lo\""), stream);
        assertTrue(stream.contains("\"total_tokens\":12"), stream);
        assertTrue(stream.endsWith(OpenAiText.DONE), stream);
    }

    @Test
    void streamsCallsToAnAppOfOpenAi() {
        // Given
        anthropic.then(Script.stream(AnthropicText.call("weather", "{\"city\":", "\"Rome\"}")));
        // When
        String stream = body(chat(
                "claude", ",\"stream\":true,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\"}}]"));
        // Then
        assertTrue(stream.contains("\"id\":\"toolu_1\""), stream);
        assertTrue(stream.contains("\"arguments\":\"{\\\"city\\\":\""), stream);
        assertTrue(stream.contains("\"finish_reason\":\"tool_calls\""), stream);
        assertEquals("weather", last(anthropic).getString("tools[0].name"));
    }

    @Test
    void answersAnAppOfOpenAiInItsForm() {
        // Given
        anthropic.then(Script.json(AnthropicText.answer("{\\\"a\\\":1}")));
        // When
        chat(
                        "claude",
                        ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\","
                                + "\"schema\":{\"type\":\"object\"}}}")
                .then()
                .statusCode(200)
                .body("choices[0].message.content", equalTo("{\"a\":1}"))
                .header("x-outrigger-dropped", "response_format.json_schema.name");
        // Then
        assertEquals("object", last(anthropic).getString("output_config.format.schema.type"));
    }

    @Test
    void asksNobodyWhoCannotKeepTheForm() {
        // When
        chat(
                        "claude",
                        ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":"
                                + "{\"type\":\"object\",\"additionalProperties\":true}}}")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("untranslatable"))
                .body("error.message", containsString("response_format"));
    }

    @Test
    void asksInWordsForJsonOfAnyForm() {
        // Given
        anthropic.then(Script.json(AnthropicText.answer("{}")));
        // When
        chat("claude", ",\"response_format\":{\"type\":\"json_object\"}")
                .then()
                .statusCode(200)
                .header("x-outrigger-dropped", "response_format.type");
        // Then
        assertTrue(last(anthropic).getString("system").contains("one JSON object"));
    }

    @Test
    @Row("before.words")
    void tellsAnAppOfOpenAiOfAnError() {
        // Given
        anthropic.then(Script.answer(529, "application/json", AnthropicText.error("overloaded_error")));
        // When, Then
        chat("claude", "")
                .then()
                .statusCode(529)
                .body("error.code", equalTo("overloaded"))
                .body("error.message", containsString("scripted [exchange "));
    }

    @Test
    void answersAnAppOfAnthropicFromOpenAi() {
        // Given
        openai.then(Script.json(OpenAiText.answer("Hi")));
        // When
        ask("mini", ",\"system\":\"be brief\",\"metadata\":{\"user_id\":\"u\"}")
                .then()
                .statusCode(200)
                .header("x-outrigger-dropped", "metadata")
                .body("type", equalTo("message"))
                .body("content[0].text", equalTo("Hi"))
                .body("stop_reason", equalTo("end_turn"))
                .body("usage.input_tokens", equalTo(5))
                .body("usage.output_tokens", equalTo(7));
        // Then
        Received sent = openai.received().getLast();
        assertEquals("system", last(openai).getString("messages[0].role"));
        assertTrue(sent.header("x-api-key").isEmpty()
                && sent.header("anthropic-beta").isEmpty());
        assertFalse(sent.headers().containsValue(KEY));
    }

    @Test
    void streamsToAnAppOfAnthropicFromOpenAi() {
        // Given
        openai.then(Script.stream(OpenAiText.stream("Hel", "lo")));
        // When
        String stream = body(ask("mini", ",\"stream\":true"));
        // Then
        assertTrue(stream.startsWith("event: message_start\n"), stream);
        assertTrue(stream.contains("{\"type\":\"text_delta\",\"text\":\"lo\"}"), stream);
        assertTrue(stream.endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"), stream);
    }

    @Test
    @Row("after.cut-told")
    void tellsAnAppOfAnthropicThatAStreamWasCut() {
        // Given
        openai.then(Script.cut(List.of(OpenAiText.delta("Hel"))));
        // When
        String stream = body(ask("mini", ",\"stream\":true"));
        // Then
        assertTrue(stream.contains("event: error\ndata: {\"type\":\"error\""), stream);
        assertFalse(stream.contains("message_stop"), stream);
    }

    @Test
    void takesAMarkedResultOfAToolToOpenAi() {
        // Given
        openai.then(Script.json(OpenAiText.answer("Hi")));
        // When
        sidecar.app()
                .body("{\"model\":\"mini\",\"max_tokens\":9,\"messages\":["
                        + "{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":["
                        + "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}]},"
                        + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t\","
                        + "\"content\":\"r\",\"cache_control\":{\"type\":\"ephemeral\"}}]}]}")
                .post("/anthropic/v1/messages")
                .then()
                .statusCode(200)
                .header("x-outrigger-dropped", "messages[].content[].cache_control");
        // Then
        assertEquals("tool", last(openai).getString("messages[2].role"));
    }

    @Test
    void refusesBadInputInItsOwnWords() {
        sidecar.app()
                .body("{\"model\":\"claude\"}")
                .post(MESSAGES)
                .then()
                .statusCode(400)
                .body("type", equalTo("error"))
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.message", containsString("messages must be given"));
    }
}
