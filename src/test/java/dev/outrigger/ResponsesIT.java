package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.ResponsesText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apps of the Responses API before an upstream that speaks it and one that does not, and apps that do not speak it. */
class ResponsesIT {
    private static final String RESPONSES = "/v1/responses";
    private static final String CHAT = "/v1/chat/completions";
    private static final String STREAM = ",\"stream\":true";
    private static final String TOOL =
            ",\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"parameters\":{\"type\":\"object\"},\"strict\":true}]";

    private static ScriptedUpstream chat;
    private static ScriptedUpstream own;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarBeforeBoth(@TempDir Path folder) throws Exception {
        chat = new ScriptedUpstream();
        own = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(folder, """
            backends:
              chat: { kind: openai, url: "%s" }
              own: { kind: openai, url: "%s", responses: true }
            models:
              translated: { backend: chat, model: gpt-chat, quality: 0.8, latency: 3 }
              verbatim: { backend: own, model: gpt-own, quality: 0.85, latency: 3 }
            """.formatted(chat.url(), own.url()));
    }

    @AfterEach
    void nothingIsLeft() {
        sidecar.awaitNothingInFlight();
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.close();
        chat.close();
        own.close();
    }

    private static ValidatableResponse ask(String path, String body) {
        return sidecar.app().body(body).post(path).then();
    }

    private static String asked(ScriptedUpstream upstream) {
        return upstream.received().getLast().body();
    }

    @Test
    void passesAnAnswerOfItsOwnDialectByteForByte() {
        String answer = ResponsesText.answer("Hi");
        own.then(Script.json(answer));

        String got = ask("/openai" + RESPONSES, ResponsesText.request("gpt-own", ",\"store\":false"))
                .statusCode(200)
                .header("x-outrigger-model", "gpt-own")
                .header("x-outrigger-dropped", nullValue())
                .extract()
                .asString();

        assertEquals(answer, got);
        assertEquals(ResponsesText.request("gpt-own", ",\"store\":false"), asked(own));
        assertTrue(own.received().getLast().toString().contains("/v1/responses"));
    }

    @Test
    void passesAStreamOfItsOwnDialectByteForByte() {
        List<String> stream = ResponsesText.stream("Hel", "lo");
        own.then(Script.stream(stream));

        String got = ask(RESPONSES, ResponsesText.request("gpt-own", STREAM))
                .statusCode(200)
                .contentType(containsString("text/event-stream"))
                .extract()
                .asString();

        assertEquals(String.join("", stream), got);
        // Nothing is asked for that this API always tells
        assertEquals(ResponsesText.request("gpt-own", STREAM), asked(own));
    }

    @Test
    void asksAModelOfChatCompletions() {
        chat.then(Script.json(OpenAiText.answer("Hi")));

        ask(
                        RESPONSES,
                        ResponsesText.request(
                                "gpt-chat", ",\"instructions\":\"Be kind.\",\"store\":true,\"max_output_tokens\":9"))
                .statusCode(200)
                .contentType("application/json")
                .header("x-outrigger-dropped", "store")
                .body("id", startsWith("resp_outrigger_"))
                .body("status", equalTo("completed"))
                .body("output[0].content[0].text", equalTo("Hi"))
                .body("usage.input_tokens", equalTo(5))
                .body("usage.total_tokens", equalTo(12));

        JsonPath sent = JsonPath.from(asked(chat));
        assertEquals("Be kind.", sent.get("messages[0].content"));
        assertEquals("Hello", sent.get("messages[1].content"));
        assertEquals(9, sent.getInt("max_completion_tokens"));
    }

    @Test
    void streamsFromAModelOfChatCompletions() {
        chat.then(Script.stream(List.of(
                OpenAiText.role(),
                OpenAiText.delta("Hel"),
                OpenAiText.delta("lo"),
                OpenAiText.finish(0),
                OpenAiText.usage(5, 7),
                OpenAiText.DONE)));

        String stream = ask(RESPONSES, ResponsesText.request("gpt-chat", STREAM))
                .statusCode(200)
                .contentType(containsString("text/event-stream"))
                .extract()
                .asString();

        assertTrue(stream.startsWith("event: response.created\n"), stream);
        assertTrue(stream.contains("\"delta\":\"Hel\"") && stream.contains("\"text\":\"Hello\""), stream);
        String last = stream.substring(stream.indexOf("event: response.completed"));
        assertTrue(last.contains("\"total_tokens\":12"), last);
        assertFalse(stream.contains("[DONE]"), stream);
        assertTrue(asked(chat).contains("include_usage"), asked(chat));
    }

    @Test
    void streamsCallsOfAModelOfChatCompletions() {
        String begin =
                "{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}";
        String more = "{\"index\":0,\"function\":{\"arguments\":\"{}\"}}";
        chat.then(Script.stream(List.of(
                calls(begin),
                calls(more),
                OpenAiText.finish(0).replace("\"stop\"", "\"tool_calls\""),
                OpenAiText.DONE)));

        String stream = ask(RESPONSES, ResponsesText.request("gpt-chat", STREAM + TOOL))
                .statusCode(200)
                .extract()
                .asString();

        assertTrue(stream.contains("event: response.function_call_arguments.done"), stream);
        String last = stream.substring(stream.indexOf("event: response.completed"));
        assertTrue(last.contains("\"call_id\":\"call_1\",\"name\":\"f\",\"arguments\":\"{}\""), last);
        JsonPath sent = JsonPath.from(asked(chat));
        assertEquals("f", sent.get("tools[0].function.name"));
        assertTrue(sent.getBoolean("tools[0].function.strict"));
    }

    private static String calls(String call) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m-1\",\"choices\":"
                + "[{\"index\":0,\"delta\":{\"tool_calls\":[" + call + "]},\"finish_reason\":null}]}\n\n";
    }

    @Test
    void asksAModelOfChatCompletionsForStructuredOutput() {
        chat.then(Script.json(OpenAiText.answer("{}")));

        ask(
                        RESPONSES,
                        ResponsesText.request(
                                "gpt-chat",
                                ",\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"trip\",\"schema\":"
                                        + "{\"type\":\"object\",\"properties\":{}},\"strict\":true}}"))
                .statusCode(200);

        JsonPath sent = JsonPath.from(asked(chat));
        assertEquals("json_schema", sent.get("response_format.type"));
        assertEquals("trip", sent.get("response_format.json_schema.name"));
        assertTrue(sent.getBoolean("response_format.json_schema.strict"));
    }

    @Test
    void tellsARefusalOfChatCompletionsInItsOwnForm() {
        chat.then(Script.answer(400, "application/json", OpenAiText.error("invalid_request_error", "bad_thing")));

        ask(RESPONSES, ResponsesText.request("gpt-chat", ""))
                .statusCode(400)
                .body("error.message", containsString("scripted"))
                .body("error.type", equalTo("invalid_request_error"));
    }

    @Test
    @Row("after.cut-told")
    void endsACutStreamAsAnError() {
        chat.then(Script.cut(List.of(OpenAiText.role(), OpenAiText.delta("half"))));

        String stream = ask(RESPONSES, ResponsesText.request("gpt-chat", STREAM))
                .extract()
                .asString();

        String last = stream.substring(stream.indexOf("event: error"));
        assertTrue(last.contains("\"error\":{") && last.contains("exchange"), last);
        assertFalse(stream.contains("response.completed"), stream);
    }

    @Test
    void anAppOfChatCompletionsIsServedByABackendThatSpeaksBoth() {
        own.then(Script.json(OpenAiText.answer("Hi")));

        ask(CHAT, OpenAiText.request("gpt-own", "")).statusCode(200).body("object", equalTo("chat.completion"));

        assertTrue(own.received().getLast().toString().contains(CHAT));
    }

    @Test
    @Row("state.own-ids")
    void noAnswerMadeHereIsFoundAgain() {
        for (String path : List.of("", "/input_items"))
            sidecar.app()
                    .get(RESPONSES + "/resp_outrigger_01JZ" + path)
                    .then()
                    .statusCode(404)
                    .body("error.message", containsString("not stored"))
                    .body("error.type", equalTo("invalid_request_error"));
        sidecar.app().delete(RESPONSES + "/resp_outrigger_01JZ").then().statusCode(404);
        sidecar.app().post(RESPONSES + "/resp_outrigger_01JZ/cancel").then().statusCode(404);
    }
}
