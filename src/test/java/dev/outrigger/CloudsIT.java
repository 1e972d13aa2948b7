package dev.outrigger;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.AnthropicText;
import dev.outrigger.support.GoogleAccount;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Received;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import dev.outrigger.support.SignatureCheck;
import dev.outrigger.support.SignatureCheck.Claim;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clouds that want more than a key: minted tokens and signed requests, over real sockets. */
class CloudsIT {
    private static final String SECRET = "secret-of-the-operator";
    private static final String CLAUDE = "/v1/publishers/anthropic/models/claude-x@20250514";

    private static ScriptedUpstream google;
    private static ScriptedUpstream tokens;
    private static ScriptedUpstream aws;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarBeforeTheClouds(@TempDir Path folder) throws Exception {
        google = new ScriptedUpstream();
        aws = new ScriptedUpstream();
        tokens = new ScriptedUpstream(Script.json(token("minted-1")), Script.json(token("minted-2")));
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", SECRET);
        Path account = Files.writeString(
                folder.resolve("account.json"), GoogleAccount.file("http://127.0.0.1:" + tokens.port() + "/token"));
        sidecar = RunningSidecar.remoteOnly(folder, """
                backends:
                  gem: { kind: vertex, url: "%1$s/publishers/google", credentials: { from: file, file: "%3$s" } }
                  ant: { kind: vertex-anthropic, url: "%1$s/publishers/anthropic", credentials: { from: file, file: "%3$s" } }
                  rock: { kind: bedrock, url: "http://127.0.0.1:%2$d", region: eu-west-1 }
                models:
                  flash: { backend: gem, model: gemini-x }
                  claude: { backend: ant, model: claude-x@20250514 }
                  nova: { backend: rock, model: "amazon.nova-v1:0" }
                """.formatted(google.url(), aws.port(), account));
    }

    @AfterEach
    void nothingIsLeft() {
        sidecar.awaitNothingInFlight();
    }

    @AfterAll
    static void stop() throws Exception {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        sidecar.close();
        google.close();
        tokens.close();
        aws.close();
    }

    private static String token(String text) {
        return "{\"access_token\":\"" + text + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}";
    }

    private static String token(Received request) {
        return request.header("authorization").orElseThrow();
    }

    @Test
    void anAppOfAnthropicsIsServedByGoogleInItsOwnBytes() {
        String answer = AnthropicText.answer("Hi");
        google.then(Script.json(answer));

        String got = sidecar.app()
                .header("x-api-key", "of-the-app")
                .header("anthropic-version", "2023-06-01")
                .body(AnthropicText.request("claude", ",\"unknown\":1"))
                .post("/v1/messages")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertEquals(answer, got);
        Received sent = google.received().getLast();
        assertEquals(CLAUDE + ":rawPredict", sent.path());
        assertEquals(
                "{\"anthropic_version\":\"vertex-2023-10-16\",\"max_tokens\":64,"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"unknown\":1}",
                sent.body());
        assertTrue(token(sent).startsWith("Bearer minted-"), "minted");
        assertEquals(Optional.empty(), sent.header("x-api-key"));
    }

    @Test
    void aStreamOfAnthropicsPassesAsItIs() {
        List<String> stream = AnthropicText.stream("Hel", "lo");
        google.then(Script.stream(stream));

        String got = sidecar.app()
                .header("anthropic-version", "2023-06-01")
                .body(AnthropicText.request("claude", ",\"stream\":true"))
                .post("/v1/messages")
                .asString();

        assertEquals(String.join("", stream), got);
        assertEquals(CLAUDE + ":streamRawPredict", google.received().getLast().path());
    }

    @Test
    void anAppOfOpenAisIsServedByAnthropicAtGoogle() {
        google.then(Script.json(AnthropicText.answer("Hi")));

        sidecar.app()
                .body(OpenAiText.request("claude", ""))
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .body("choices[0].message.content", equalTo("Hi"));

        Received sent = google.received().getLast();
        assertFalse(sent.body().contains("\"model\""), sent.body());
        assertTrue(sent.body().contains("\"anthropic_version\":\"vertex-2023-10-16\""), sent.body());
    }

    @Test
    void tokensAreCountedWhereGoogleCountsThem() {
        google.then(Script.json("{\"input_tokens\":7}"));

        sidecar.app()
                .header("anthropic-version", "2023-06-01")
                .body("{\"model\":\"claude\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")
                .post("/v1/messages/count_tokens")
                .then()
                .statusCode(200)
                .body("input_tokens", equalTo(7));

        Received sent = google.received().getLast();
        assertEquals("/v1/publishers/anthropic/models/count-tokens:rawPredict", sent.path());
        assertTrue(sent.body().contains("\"model\":\"claude-x@20250514\""), sent.body());
    }

    @Test
    void aTokenOfGeminisIsMinted() {
        google.then(Script.json("{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Hello\"}]},"
                + "\"finishReason\":\"STOP\"}],\"modelVersion\":\"gemini-x\"}"));

        sidecar.app()
                .body(OpenAiText.request("flash", ""))
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);

        assertTrue(token(google.received().getLast()).startsWith("Bearer minted-"), "minted");
        assertTrue(tokens.received().getFirst().body().contains("assertion="), "asked with the account's key");
    }

    @Test
    void aRequestToBedrockIsSigned() {
        aws.then(Script.json("{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"Hi\"}]}},"
                + "\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":1,\"outputTokens\":1,\"totalTokens\":2}}"));

        sidecar.app()
                .header("authorization", "Bearer of-the-app")
                .body(OpenAiText.request("nova", ""))
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .body("choices[0].message.content", equalTo("Hi"));

        Received sent = aws.received().getLast();
        Claim claim = Claim.of(token(sent));
        assertEquals("AKIDEXAMPLE", claim.accessKey());
        assertEquals(
                SignatureCheck.signature(claim, SECRET, "POST", sent.path(), sent.headers(), sent.body()),
                claim.signature());
    }
}
