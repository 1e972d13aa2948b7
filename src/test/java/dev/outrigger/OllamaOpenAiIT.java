package dev.outrigger;

import static dev.outrigger.OllamaFixture.TOOLS;
import static dev.outrigger.OllamaFixture.cassette;
import static dev.outrigger.OllamaFixture.chat;
import static dev.outrigger.OllamaFixture.lines;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Script;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apps that speak Ollama's dialect with servers of OpenAI's, and the other way round, over real sockets. */
class OllamaOpenAiIT {
    private static OllamaFixture fixture;

    @BeforeAll
    static void aSidecarBeforeServersOfBothDialects(@TempDir Path folder) throws Exception {
        fixture = new OllamaFixture(folder);
    }

    @AfterEach
    void nothingIsLeft() {
        fixture.sidecar.awaitNothingInFlight();
    }

    @AfterAll
    static void stop() throws Exception {
        fixture.close();
    }

    @Test
    void servesAnAppOfOpenAisFromOllama() throws Exception {
        fixture.upstream.then(Script.json(cassette("answer-chat.json")));

        fixture.openai(",\"user\":\"u\",\"reasoning_effort\":\"low\",\"max_tokens\":9")
                .statusCode(200)
                .header("x-outrigger-dropped", "user")
                .body("choices[0].message.content", equalTo("It is sunny."))
                .body("choices[0].message.reasoning_content", equalTo("The tool said so."))
                .body("choices[0].finish_reason", equalTo("stop"))
                .body("usage.total_tokens", equalTo(29));

        assertEquals("/api/chat", fixture.last().path());
        assertEquals(
                chat("qwen3", ",\"options\":{\"num_predict\":9},\"think\":\"low\",\"stream\":false"),
                fixture.last().body());
    }

    @Test
    void streamsToAnAppOfOpenAisWithItsUsageAtTheEnd() throws Exception {
        fixture.upstream.then(lines(cassette("stream-chat.txt")));

        String got = fixture.openai(",\"stream\":true,\"stream_options\":{\"include_usage\":true}")
                .statusCode(200)
                .contentType(containsString("text/event-stream"))
                .extract()
                .asString();

        assertTrue(got.contains("\"delta\":{\"content\":\"Pa\"}"), got);
        assertTrue(got.contains("\"delta\":{\"reasoning_content\":\"Hm\"}"), got);
        assertTrue(
                got.endsWith("\"choices\":[],\"usage\":{\"prompt_tokens\":26,\"completion_tokens\":282,"
                        + "\"total_tokens\":308}}\n\ndata: [DONE]\n\n"),
                got);
    }

    @Test
    void streamsCallsToAnAppOfOpenAis() throws Exception {
        fixture.upstream.then(lines(cassette("stream-tools.txt")));

        String got = fixture.openai(",\"stream\":true" + TOOLS)
                .statusCode(200)
                .extract()
                .asString();

        assertTrue(got.contains("{\"index\":0,\"id\":\"call_9\",\"type\":\"function\""), got);
        assertTrue(got.contains("{\"index\":0,\"function\":{\"arguments\":\"{\\\"city\\\":\\\"Paris\\\"}\"}}"), got);
        assertTrue(got.contains("{\"index\":1,\"function\":{\"arguments\":\"{}\"}}"), got);
        assertTrue(got.contains("\"finish_reason\":\"tool_calls\""), got);
    }

    @Test
    void tellsAnAppOfOpenAisWhatOllamaRefuses() {
        fixture.upstream.then(Script.answer(400, "application/json", "{\"error\":\"qwen3 does not support tools\"}"));

        fixture.openai(TOOLS)
                .statusCode(400)
                .body("error.message", containsString("qwen3 does not support tools [exchange "))
                .body("error.code", equalTo("untranslatable"));
    }

    @Test
    void asksNoOllamaWhereAToolMustBeCalled() {
        int before = fixture.upstream.received().size();

        fixture.openai(TOOLS + ",\"tool_choice\":\"required\"")
                .statusCode(400)
                .body("error.message", containsString("tool_choice"));

        assertEquals(before, fixture.upstream.received().size());
    }

    @Test
    void asksForStructureInTheWordsOfEach() throws Exception {
        String schema = "{\"type\":\"object\",\"properties\":{\"n\":{\"maximum\":0.10}}}";
        fixture.upstream.then(Script.json(cassette("answer-chat.json")), Script.json(OpenAiText.answer("{}")));

        fixture.openai(",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":"
                        + schema + "}}")
                .statusCode(200);
        assertTrue(
                fixture.last().body().contains("\"format\":" + schema),
                fixture.last().body());

        fixture.ollama("/api/chat", chat("gpt-mini", ",\"stream\":false,\"format\":" + schema))
                .statusCode(200)
                .body("message.content", equalTo("{}"));
        assertTrue(
                fixture.last()
                        .body()
                        .contains("\"json_schema\":{\"name\":\"answer\",\"strict\":false,\"schema\":" + schema + "}"),
                fixture.last().body());
    }

    @Test
    void servesAnAppOfOllamasFromOpenAi() {
        fixture.upstream.then(Script.json(OpenAiText.answer("Hi")), Script.json(OpenAiText.answer("Hi")));

        fixture.ollama(
                        "/api/chat",
                        chat("gpt-mini", ",\"stream\":false,\"keep_alive\":\"5m\",\"options\":{\"num_ctx\":8}"))
                .statusCode(200)
                .header("x-outrigger-dropped", "keep_alive, options.num_ctx")
                .body("message.content", equalTo("Hi"))
                .body("done_reason", equalTo("stop"))
                .body("prompt_eval_count", equalTo(5));
        assertEquals("/v1/chat/completions", fixture.last().path());

        fixture.ollama("/api/generate", "{\"model\":\"gpt-mini\",\"prompt\":\"Hello\",\"stream\":false}")
                .statusCode(200)
                .body("response", equalTo("Hi"))
                .body("message", nullValue());
        assertEquals(OpenAiText.request("gpt-mini", ""), fixture.last().body());
    }

    @Test
    void streamsToAnAppOfOllamas() {
        fixture.upstream.then(Script.stream(List.of(
                String.join("", OpenAiText.stream("Hé", "llo")).replace(OpenAiText.DONE, ""),
                OpenAiText.usage(5, 7),
                OpenAiText.DONE)));

        String got = fixture.ollama("/api/chat", chat("gpt-mini", ""))
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString();

        List<String> lines = got.lines().toList();
        assertEquals(3, lines.size());
        assertTrue(lines.getFirst().contains("\"message\":{\"role\":\"assistant\",\"content\":\"Hé\"},\"done\":false"));
        assertTrue(
                lines.getLast()
                        .endsWith("\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":5,\"eval_count\":7}"),
                got);
    }

    @Test
    void streamsCallsToAnAppOfOllamas() {
        String chunk = "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[%s]}}]}\n\n";
        fixture.upstream.then(Script.stream(List.of(
                chunk.formatted(
                        "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"\"}}"),
                chunk.formatted("{\"index\":0,\"function\":{\"arguments\":\"{\\\"city\\\":\"}}"),
                chunk.formatted("{\"index\":0,\"function\":{\"arguments\":\"\\\"Paris\\\"}\"}}"),
                OpenAiText.finish(0).replace("\"stop\"", "\"tool_calls\""),
                OpenAiText.DONE)));

        String got = fixture.ollama("/api/chat", chat("gpt-mini", TOOLS))
                .statusCode(200)
                .extract()
                .asString();

        assertTrue(
                got.contains("\"tool_calls\":[{\"id\":\"a\",\"function\":{\"index\":0,\"name\":\"get_weather\","
                        + "\"arguments\":{\"city\":\"Paris\"}}}]"),
                got);
    }

    @Test
    void tellsAnAppOfOllamasWhatOpenAiRefuses() {
        fixture.upstream.then(Script.answer(
                400, "application/json", OpenAiText.error("invalid_request_error", "context_length_exceeded")));

        fixture.ollama("/api/chat", chat("gpt-mini", ""))
                .statusCode(400)
                .body("error", containsString("scripted [exchange "));
    }

    @Test
    void refusesAPromptThatAChatCannotBe() {
        fixture.ollama("/api/generate", "{\"model\":\"gpt-mini\",\"prompt\":\"x\",\"suffix\":\"y\"}")
                .statusCode(400)
                .body("error", containsString("cannot be told suffix"));
    }

    @Test
    void sendsNoKeyOfTheAppsToAServerOfAnotherDialect() {
        fixture.upstream.then(Script.json(OpenAiText.answer("Hi")));

        fixture.sidecar
                .app()
                .header("authorization", "Bearer SECRET")
                .body(chat("gpt-mini", ",\"stream\":false").getBytes(StandardCharsets.UTF_8))
                .post("/api/chat")
                .then()
                .statusCode(200);

        assertFalse(fixture.last().headers().toString().contains("SECRET"));
    }
}
