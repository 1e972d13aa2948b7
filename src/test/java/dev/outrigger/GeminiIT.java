package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Received;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apps of Gemini and backends of Gemini, with one another and with OpenAI's. */
class GeminiIT {
    private static final Path CASSETTES = Path.of("src/test/resources/golden/dialect/gemini");
    private static final String OPERATORS = "AIza-operator";
    private static final String GEM = "/v1beta/models/gem-x:generateContent";
    private static final String GEM_STREAM = "/gemini/v1beta/models/gem-x:streamGenerateContent";
    private static final String GPT = "/v1beta/models/gpt-mini:generateContent";
    private static final String GPT_STREAM = "/v1beta/models/gpt-mini:streamGenerateContent";
    private static final String HI = "{ \"contents\": [{\"parts\":[{\"text\":\"hi\"}]}] }";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private ScriptedUpstream upstream;
    private RunningSidecar sidecar;

    @BeforeEach
    void aSidecarWithABackendOfEach() throws Exception {
        upstream = new ScriptedUpstream();
        Files.writeString(folder.resolve("key"), OPERATORS);
        sidecar = RunningSidecar.remoteOnly(folder, yaml(", key: { file: \"" + folder.resolve("key") + "\" }"));
    }

    private String yaml(String key) {
        return """
            backends:
              google: { kind: gemini, url: "%s"%s }
              there: { kind: openai, url: "%s" }
            models:
              gem: { backend: google, model: gem-x, quality: 0.85, latency: 3 }
              mini: { backend: there, model: gpt-mini, quality: 0.85, latency: 3 }
            """.formatted(upstream.url().toString().replace("/v1", "/v1beta"), key, upstream.url());
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        upstream.close();
    }

    private static String cassette(String name) throws IOException {
        return Files.readString(CASSETTES.resolve(name));
    }

    private ValidatableResponse ask(String path, String body) {
        return sidecar.app().urlEncodingEnabled(false).body(body).post(path).then();
    }

    private Received last() {
        return upstream.received().getLast();
    }

    private static List<JsonNode> events(String stream) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : stream.lines().toList())
            if (line.startsWith("data: {")) events.add(JSON.readTree(line.substring(6)));
        return events;
    }

    @Test
    void handsABodyAndItsAnswerOnByteForByte() throws Exception {
        String request = cassette("request-tools.json");
        String answer = cassette("answer-tools.json");
        upstream.then(Script.json(answer));

        String got = ask(GEM, request).statusCode(200).extract().asString();

        assertEquals(answer, got);
        assertEquals(request, last().body());
        assertEquals(GEM, last().path());
        assertEquals(Optional.of(OPERATORS), last().header("x-goog-api-key"));
    }

    @Test
    void namesThePictureThatAnAppOfOpenAisCannotBeGiven() {
        upstream.then(
                Script.json(
                        "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Here:\"},"
                                + "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"iVBORw0KGgo=\"}}]},\"finishReason\":\"STOP\"}]}"));

        ask("/v1/chat/completions", OpenAiText.request("gem-x", ""))
                .statusCode(200)
                .header("x-outrigger-dropped", equalTo("answer.image"))
                .body("choices[0].message.content", equalTo("Here:"));
    }

    @Test
    void handsAStreamOnByteForByte() throws Exception {
        String stream = cassette("stream-text.txt");
        upstream.then(Script.stream(List.of(stream.substring(0, 300), stream.substring(300))));

        String got = ask(GEM_STREAM + "?alt=sse", HI)
                .statusCode(200)
                .contentType("text/event-stream")
                .extract()
                .asString();

        assertEquals(stream, got);
        assertEquals("/v1beta/models/gem-x:streamGenerateContent?alt=sse", last().path());
    }

    @Test
    @Row("before.refused")
    void aBlockedPromptIsShownAsItIsToItsOwnAppAndRefusedToOthers() throws Exception {
        upstream.then(Script.json(cassette("answer-blocked.json")), Script.json(cassette("answer-blocked.json")));

        ask(GEM, HI).statusCode(200).body("promptFeedback.blockReason", equalTo("PROHIBITED_CONTENT"));
        ask(OpenAiText.AT.route(), OpenAiText.request("gem-x", ""))
                .statusCode(400)
                .body("error.code", equalTo("content_filter"));
    }

    @Test
    void anOpenAiAppIsAnsweredByGemini() throws Exception {
        upstream.then(Script.json(cassette("answer-tools.json")));

        ask(OpenAiText.AT.route(), OpenAiText.request("gem-x", ",\"user\":\"u\",\"temperature\":0.5"))
                .statusCode(200)
                .header("x-outrigger-dropped", "user")
                .body("choices[0].finish_reason", equalTo("tool_calls"))
                .body("choices[0].message.tool_calls[0].id", equalTo("call_k0Rhab_Q_0"))
                .body("choices[0].message.tool_calls[0].function.name", equalTo("get_weather"))
                .body("usage.completion_tokens", equalTo(58));

        assertEquals(GEM, last().path());
        assertTrue(last().body().contains("\"generationConfig\":{\"temperature\":0.5}"), last().body());
    }

    @Test
    void anOpenAiAppIsStreamedToByGemini() throws Exception {
        upstream.then(Script.stream(List.of(cassette("stream-tools.txt"))));

        String got = ask(OpenAiText.AT.route(), OpenAiText.request("gem-x", ",\"stream\":true"))
                .statusCode(200)
                .extract()
                .asString();

        assertTrue(got.endsWith(OpenAiText.DONE), got);
        assertTrue(got.contains("\"id\":\"call_t1_1\""), got);
        assertTrue(got.contains("\"finish_reason\":\"tool_calls\""), got);
    }

    @Test
    void aGeminiAppIsAnsweredByOpenAi() {
        upstream.then(Script.json(OpenAiText.answer("Hi there")));

        ask(
                        GPT,
                        "{\"system_instruction\":{\"parts\":{\"text\":\"be brief\"}},\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}],"
                                + "\"generationConfig\":{\"responseMimeType\":\"application/json\",\"responseSchema\":"
                                + "{\"type\":\"OBJECT\",\"properties\":{\"a\":{\"type\":\"STRING\"}},\"required\":[\"a\"]}},"
                                + "\"safetySettings\":[{\"category\":\"x\",\"threshold\":\"BLOCK_NONE\"}]}")
                .statusCode(200)
                .header("x-outrigger-dropped", "safetySettings")
                .body("candidates[0].content.parts[0].text", equalTo("Hi there"))
                .body("candidates[0].finishReason", equalTo("STOP"));

        assertEquals("/v1/chat/completions", last().path());
        assertTrue(
                last().body()
                        .contains("\"strict\":true,\"schema\":{\"type\":\"object\",\"properties\":"
                                + "{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"],\"additionalProperties\":false}"),
                last().body());
        assertTrue(last().body().contains("{\"role\":\"system\",\"content\":\"be brief\"}"), last().body());
    }

    @Test
    void aGeminiAppIsStreamedToByOpenAi() throws Exception {
        upstream.then(Script.stream(List.of(
                openAiChunk(
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}",
                        "null"),
                openAiChunk("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"x\\\"\"}}]}", "null"),
                openAiChunk("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\":1}\"}}]}", "null"),
                openAiChunk("{}", "\"tool_calls\""),
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}\n\n",
                "data: [DONE]\n\n")));

        String got = ask(GPT_STREAM + "?alt=sse", HI).statusCode(200).extract().asString();

        JsonNode last = events(got).getLast();
        assertEquals(
                "{\"id\":\"call_1\",\"name\":\"f\",\"args\":{\"x\":1}}",
                events(got)
                        .getFirst()
                        .at("/candidates/0/content/parts/0/functionCall")
                        .toString());
        assertEquals("STOP", last.at("/candidates/0/finishReason").asText());
        assertEquals(7, last.at("/usageMetadata/totalTokenCount").asInt());
        assertFalse(got.contains("DONE"), got);
    }

    private static String openAiChunk(String delta, String finish) {
        return "data: {\"id\":\"c\",\"model\":\"gpt-mini\",\"choices\":[{\"index\":0,\"delta\":" + delta
                + ",\"finish_reason\":" + finish + "}]}\n\n";
    }

    @Test
    @Row("before.words")
    void errorsComeInTheAppsDialect() throws Exception {
        upstream.then(
                Script.answer(
                        400,
                        "application/json",
                        "{\"error\":{\"message\":\"bad words\",\"type\":\"invalid_request_error\"}}"),
                Script.answer(429, "application/json", cassette("error-quota-day.json")));

        ask(GPT, HI)
                .statusCode(400)
                .body("error.status", equalTo("INVALID_ARGUMENT"))
                .body("error.message", containsString("bad words"));
        ask(OpenAiText.AT.route(), OpenAiText.request("gem-x", ""))
                .statusCode(429)
                .body("error.code", equalTo("insufficient_quota"));
        ask(GEM, "{").statusCode(400).body("error.message", containsString("ends too early"));
    }

    @Test
    void listsModelsForEachInItsOwnWords() {
        sidecar.app().get("/v1beta/models").then().body("models.name", org.hamcrest.Matchers.hasItem("models/gem-x"));
        sidecar.app()
                .header("x-goog-api-key", "outrigger")
                .get("/v1/models")
                .then()
                .body("models[0].name", equalTo("models/auto"));
        sidecar.app().get("/v1/models").then().body("object", equalTo("list"));
    }
}
