package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.AnthropicText;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reason for the end of an answer makes of it: one that says nothing does not end it, one that says it failed does. */
class FinishReasonIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String STREAMED = OpenAiText.request("mini", ",\"stream\":true");
    private static final String HALF = "one ";

    @TempDir
    private Path folder;

    private ScriptedUpstream upstream;
    private ScriptedUpstream other;
    private RunningSidecar sidecar;

    @BeforeEach
    void aSidecarBeforeTwo() throws Exception {
        upstream = new ScriptedUpstream();
        other = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(folder, """
            backends:
              there: { kind: openai, url: "%1$s" }
              spare: { kind: openai, url: "%2$s" }
              claude: { kind: anthropic, url: "%1$s" }
              google: { kind: gemini, url: "%1$s" }
            models:
              mini: { backend: there, model: m, equivalents: [second] }
              second: { backend: spare, model: s }
              alone: { backend: there, model: alone }
              haiku: { backend: claude, model: haiku }
              gem: { backend: google, model: gem }
            """.formatted(upstream.url(), other.url()));
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        upstream.close();
        other.close();
    }

    private String streamed(String path, String body) throws Exception {
        try (var app = sidecar.raw()) {
            return app.post(path, body).until("\r\n0\r\n");
        }
    }

    /** The end mark must not be given to half of an answer. */
    private static void told(String answer, String end) {
        assertTrue(answer.contains("[exchange ") && answer.contains("error"), answer);
        assertFalse(answer.contains(end), answer);
    }

    private static Script reset(String... pieces) {
        return Script.cut(List.of(pieces));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"null\""})
    @Row("after.reset")
    void anEmptyReasonDoesNotEndAStreamOfOpenAi(String none) throws Exception {
        UnaryOperator<String> said = chunk -> chunk.replace("\"finish_reason\":null", "\"finish_reason\":" + none);
        upstream.then(reset(said.apply(OpenAiText.delta(HALF))), Script.answer(500, "text/plain", ""));

        told(streamed(CHAT, OpenAiText.request("alone", ",\"stream\":true")), "[DONE]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FINISH_REASON_UNSPECIFIED"})
    @Row("after.reset")
    void anEmptyReasonDoesNotEndAStreamOfGemini(String none) throws Exception {
        String chunk = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"one \"}]},\"finishReason\":\""
                + none + "\"}],\"modelVersion\":\"g\"}\n\n";
        upstream.then(reset(chunk), Script.answer(500, "text/plain", ""));

        String answer = streamed(CHAT, OpenAiText.request("gem", ",\"stream\":true"));

        assertTrue(answer.contains(HALF), answer);
        told(answer, "[DONE]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"insufficient_system_resource", "network_error", "error", "abort"})
    @Row("after.error-event")
    void aReasonThatSaysItFailedCutsAStreamWhichIsGoneOnWith(String reason) throws Exception {
        upstream.then(
                Script.stream(List.of(OpenAiText.role(), OpenAiText.delta(HALF), finish(reason), OpenAiText.DONE)),
                Script.stream(OpenAiText.stream(HALF, "two")));

        String answer = streamed(CHAT, STREAMED);

        assertTrue(answer.contains("\"content\":\"two\"") && answer.contains("[DONE]"), answer);
        assertFalse(answer.contains(reason), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"insufficient_system_resource", "network_error", "error", "abort"})
    @Row("after.cut-told")
    void orIsToldWhereNobodyGoesOn(String reason) throws Exception {
        upstream.then(
                Script.stream(List.of(OpenAiText.role(), OpenAiText.delta(HALF), finish(reason), OpenAiText.DONE)),
                Script.answer(500, "text/plain", ""));
        other.then(Script.stream(OpenAiText.stream("another text")));

        told(streamed(CHAT, STREAMED), "[DONE]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"insufficient_system_resource", "network_error", "error", "abort"})
    @Row("before.error-in-200")
    void beforeAnyContentTheNextIsAsked(String reason) throws Exception {
        upstream.then(Script.stream(List.of(OpenAiText.role(), finish(reason), OpenAiText.DONE)));
        other.then(Script.stream(OpenAiText.stream("two")));

        String answer = streamed(CHAT, STREAMED);

        assertTrue(answer.contains("\"content\":\"two\"") && answer.contains("[DONE]"), answer);
        assertEquals(1, other.received().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"insufficient_system_resource", "network_error", "error", "abort"})
    @Row("after.whole-moves-on")
    void aWholeAnswerWithSuchAReasonIsNone(String reason) {
        upstream.then(Script.json(OpenAiText.answer(HALF).replace("\"stop\"", "\"" + reason + "\"")));
        other.then(Script.json(OpenAiText.answer("two")));

        String answer = sidecar.app()
                .body(OpenAiText.request("mini", ""))
                .post(CHAT)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertTrue(answer.contains("\"two\""), answer);
    }

    @ParameterizedTest
    @CsvSource({"null", "\"\""})
    @Row("before.malformed")
    void aWholeAnswerThatSaysNothingAndNotWhyIsNone(String reason) {
        upstream.then(Script.json(OpenAiText.answer("")
                .replace("\"content\":\"\"", "\"content\":null")
                .replace("\"stop\"", reason)));
        other.then(Script.json(OpenAiText.answer("two")));

        sidecar.app().body(OpenAiText.request("mini", "")).post(CHAT).then().statusCode(200);

        assertEquals(1, other.received().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"end", "reset", "silence"})
    @Row("clock.tail-terminator")
    void anEndMarkOfAnthropicThatUpstreamForgotIsSupplied(String how) throws Exception {
        List<String> pieces = new ArrayList<>(AnthropicText.stream("Hi"));
        pieces.removeLast();
        upstream.then(
                switch (how) {
                    case "end" -> Script.stream(pieces);
                    case "reset" -> Script.cut(pieces);
                    default -> silent(pieces);
                });

        String answer = streamed("/v1/messages", AnthropicText.request("haiku", ",\"stream\":true"));

        assertEquals(2, answer.split("event: message_stop\ndata: ", -1).length, answer);
        assertEquals(2, answer.split("event: message_delta", -1).length, answer);
        assertTrue(answer.indexOf("message_delta") < answer.indexOf("message_stop"), answer);
    }

    @Test
    void oneThatCameIsNotSuppliedAgain() throws Exception {
        upstream.then(Script.stream(AnthropicText.stream("Hi")));

        String answer = streamed("/v1/messages", AnthropicText.request("haiku", ",\"stream\":true"));

        assertEquals(2, answer.split("event: message_stop", -1).length, answer);
    }

    private static Script silent(List<String> pieces) {
        return wire -> {
            wire.head(200, "text/event-stream");
            for (String piece : pieces) wire.chunk(piece);
            wire.hang();
        };
    }

    private static String finish(String reason) {
        return OpenAiText.finish(0).replace("\"stop\"", "\"" + reason + "\"");
    }
}
