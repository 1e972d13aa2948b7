package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Received;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.eventstream.Message;

/** Apps and upstreams that speak Bedrock's dialect, with each other and with OpenAI's, over real sockets. */
class BedrockIT {
    private static final Path CASSETTES = Path.of("src/test/resources/golden/dialect/bedrock");
    private static final String STREAM = "application/vnd.amazon.eventstream";
    private static final String HI = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}";
    private static final String SIGNED = "AWS4-HMAC-SHA256 Credential=AKID/20261129/us-east-1/bedrock/aws4_request";

    private static ScriptedUpstream bedrock;
    private static ScriptedUpstream openai;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarBeforeTwoVendors(@TempDir Path folder) throws Exception {
        bedrock = new ScriptedUpstream();
        openai = new ScriptedUpstream();
        Files.writeString(folder.resolve("key"), "bedrock-api-key");
        sidecar = RunningSidecar.remoteOnly(folder, """
                backends:
                  aws: { kind: bedrock, url: "%s", key: { file: "%s" } }
                  oai: { kind: openai, url: "%s" }
                models:
                  haiku: { backend: aws, model: "us.anthropic.claude-3-haiku-20240307-v1:0" }
                  mini: { backend: oai, model: gpt-mini }
                """.formatted(
                        bedrock.url().toString().replaceAll("/v1$", ""), folder.resolve("key"), openai.url()));
    }

    @AfterEach
    void nothingIsLeft() {
        sidecar.awaitNothingInFlight();
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.close();
        bedrock.close();
        openai.close();
    }

    private static byte[] cassette(String name) throws Exception {
        return Files.readAllBytes(CASSETTES.resolve(name));
    }

    private static Response converse(String model, String how, String body) {
        return sidecar.app()
                .urlEncodingEnabled(false)
                .header("authorization", SIGNED)
                .header("x-amz-date", "20261129T050000Z")
                .header("x-amz-security-token", "session")
                .body(body)
                .post("/model/" + model + "/" + how);
    }

    private static Script streams(byte[] stream) {
        return wire -> {
            wire.head(200, STREAM);
            for (int at = 0; at < stream.length; at += 100)
                wire.chunk(java.util.Arrays.copyOfRange(stream, at, Math.min(stream.length, at + 100)));
            wire.end();
        };
    }

    private static List<String> told(byte[] stream) {
        List<String> told = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(stream);
        while (rest.hasRemaining()) {
            int length = rest.getInt(rest.position());
            Message message = Message.decode(rest.slice(rest.position(), length));
            rest.position(rest.position() + length);
            message.getHeaders().forEach((name, value) -> {
                if (name.equals(":event-type") || name.equals(":exception-type"))
                    told.add(value.getString() + " " + new String(message.getPayload(), StandardCharsets.UTF_8));
            });
        }
        return told;
    }

    @Test
    void givesRequestAndAnswerByteForByteWithinTheDialect() throws Exception {
        // Given
        bedrock.then(Script.json(new String(cassette("answer-tools.json"), StandardCharsets.UTF_8)));
        String request = new String(cassette("request-tools.json"), StandardCharsets.UTF_8);
        // When
        Response response = converse("haiku", "converse", request);
        // Then
        assertArrayEquals(cassette("answer-tools.json"), response.asByteArray());
        Received sent = bedrock.received().getLast();
        assertEquals(request, sent.body());
        assertEquals("/model/us.anthropic.claude-3-haiku-20240307-v1%3A0/converse", sent.path());
        assertEquals("Bearer bedrock-api-key", sent.header("authorization").orElse(""));
        assertTrue(sent.header("x-amz-security-token").isEmpty());
        assertTrue(sent.header("x-amz-date").isEmpty());
    }

    @Test
    void givesAStreamByteForByteWithinTheDialect() throws Exception {
        // Given
        bedrock.then(streams(cassette("stream-tools.bin")));
        // When
        Response response = converse("us.anthropic.claude-3-haiku-20240307-v1%3A0", "converse-stream", HI);
        // Then
        response.then().statusCode(200).contentType(containsString(STREAM));
        assertArrayEquals(cassette("stream-tools.bin"), response.asByteArray());
        assertTrue(bedrock.received().getLast().path().endsWith("/converse-stream"));
    }

    @Test
    void answersAnAppOfOpenAi() throws Exception {
        // Given
        bedrock.then(Script.json(new String(cassette("answer-text.json"), StandardCharsets.UTF_8)));
        // When
        Response response =
                sidecar.app().body(OpenAiText.request("haiku", ",\"seed\":1")).post("/v1/chat/completions");
        // Then
        response.then()
                .statusCode(200)
                .header("x-outrigger-dropped", "seed")
                .body("model", equalTo("us.anthropic.claude-3-haiku-20240307-v1:0"))
                .body("choices[0].message.content", equalTo("The capital of France is Paris."))
                .body("usage.prompt_tokens", equalTo(1048));
    }

    @Test
    void streamsCallsToAnAppOfOpenAi() throws Exception {
        // Given
        bedrock.then(streams(cassette("stream-tools.bin")));
        // When
        String stream = sidecar.app()
                .body(OpenAiText.request("haiku", ",\"stream\":true"))
                .post("/v1/chat/completions")
                .then()
                .contentType(containsString("text/event-stream"))
                .extract()
                .asString();
        // Then
        assertTrue(stream.contains("get_weather"), stream);
        assertTrue(stream.contains("\"finish_reason\":\"tool_calls\""), stream);
        assertTrue(stream.endsWith("data: [DONE]\n\n"), stream);
    }

    @Test
    void isAnsweredByOpenAi() {
        // Given
        openai.then(Script.json(OpenAiText.answer("Hi")));
        // When
        Response response = converse("mini", "converse", HI);
        // Then
        response.then()
                .statusCode(200)
                .body("output.message.role", equalTo("assistant"))
                .body("output.message.content[0].text", equalTo("Hi"))
                .body("stopReason", equalTo("end_turn"));
        Received sent = openai.received().getLast();
        assertTrue(sent.header("authorization").isEmpty());
        assertFalse(sent.body().contains("inferenceConfig"));
    }

    @Test
    void isStreamedToByOpenAi() {
        // Given
        openai.then(Script.stream(OpenAiText.stream("Hel", "lo")));
        // When
        Response response = converse("mini", "converse-stream", HI);
        // Then
        response.then().statusCode(200).contentType(STREAM);
        List<String> told = told(response.asByteArray());
        assertEquals("messageStart {\"role\":\"assistant\"}", told.getFirst());
        assertTrue(
                told.contains("contentBlockDelta {\"delta\":{\"text\":\"lo\"},\"contentBlockIndex\":0}"),
                told.toString());
        assertTrue(told.contains("messageStop {\"stopReason\":\"end_turn\"}"), told.toString());
        assertTrue(told.getLast().startsWith("metadata {\"usage\""), told.toString());
    }

    @Test
    void anErrorIsToldAsOne() {
        // Given
        openai.then(Script.answer(
                400,
                "application/json",
                "{\"error\":{\"message\":\"no such thing\",\"type\":\"invalid_request_error\"}}"));
        // When
        Response response = converse("mini", "converse", HI);
        // Then
        response.then()
                .statusCode(400)
                .body("__type", equalTo("ValidationException"))
                .body("message", containsString("no such thing"));
    }

    @Test
    @Row("after.cut-told")
    void aDamagedStreamEndsWithAnException() throws Exception {
        // Given
        byte[] damaged = cassette("stream-text.bin");
        damaged[damaged.length - 1] ^= 1;
        damaged[600] ^= 1;
        bedrock.then(streams(damaged));
        // When
        List<String> told = told(converse("haiku", "converse-stream", HI).asByteArray());
        // Then
        assertTrue(told.getFirst().startsWith("messageStart"), told.toString());
        assertTrue(told.getLast().startsWith("internalServerException"), told.toString());
    }
}
