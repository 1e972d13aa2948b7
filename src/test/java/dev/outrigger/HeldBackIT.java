package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.ResponsesText;
import dev.outrigger.support.ScriptedUpstream;
import dev.outrigger.support.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams whose words an app's dialect says later, or again at the end: what is kept of them is counted and bounded. */
class HeldBackIT {
    private static final String OLLAMA = OllamaFixture.chat("mini", "");
    private static final String RESPONSES = ResponsesText.request("mini", ",\"stream\":true");
    private static final int PIECE_CHARS = 16 * 1024;
    private static final String PIECE = "x".repeat(PIECE_CHARS);
    private static final int SOME = 20;

    /** More than there is room for. */
    private static final int MANY = 600;

    private static ScriptedUpstream upstream;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarOfLittleRoom(@TempDir Path folder) throws Exception {
        upstream = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(
                folder, "limits: { bufferedBytes: 16MiB }\n" + RunningSidecar.oneRemote(upstream.url()));
    }

    @AfterEach
    void nothingIsHeld() {
        sidecar.awaitNothingInFlight();
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.close();
        upstream.close();
    }

    @Test
    void aCallThatAnAppOfOllamasGetsWholeIsCountedUntilItIsSaid() throws Exception {
        String answer = counted("/api/chat", OLLAMA, Told.CALL);

        assertTrue(answer.contains("\"a\":\"" + PIECE.repeat(SOME) + "\""), "the call is whole");
        assertTrue(answer.contains("\"done\":true"), "it ends");
    }

    @Test
    void aTextThatAnAppOfResponsesGetsAgainIsCountedUntilItIsSaid() throws Exception {
        String answer = counted("/v1/responses", RESPONSES, Told.TEXT);

        assertTrue(answer.contains("\"text\":\"" + PIECE.repeat(SOME) + "\""), "the text is whole");
        assertTrue(answer.contains("event: response.completed"), "it ends");
    }

    @Test
    void aCallThatHasNoRoomEndsVisibly() {
        String answer = ask("/api/chat", OLLAMA, Told.CALL);

        assertTrue(answer.contains("limits.bufferedBytes"), answer);
        assertFalse(answer.contains("\"done\":true"), "it is no clean end");
    }

    @Test
    void aTextThatHasNoRoomEndsVisibly() {
        String answer = ask("/v1/responses", RESPONSES, Told.TEXT);

        assertTrue(answer.substring(answer.length() - 1000).contains("limits.bufferedBytes"), "it says why");
        assertFalse(answer.contains("response.completed"), "it is no clean end");
    }

    /** An answer that stops before its last words, until it was seen that what came is counted. */
    private static String counted(String path, String body, Told told) throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        upstream.then(wire -> {
            wire.head(200, "text/event-stream");
            told.tell(wire, SOME);
            wire.await(seen);
            wire.chunk(told.last() + OpenAiText.finish(0) + OpenAiText.DONE);
            wire.end();
        });
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> post(path, body));
        Awaitility.await("it is counted")
                .atMost(RunningSidecar.PATIENCE)
                .until(() -> sidecar.server.edge().admission().bufferedBytes() >= (long) SOME * PIECE_CHARS);
        seen.countDown();
        return answer.get(RunningSidecar.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static String ask(String path, String body, Told told) {
        upstream.then(wire -> {
            wire.head(200, "text/event-stream");
            told.tell(wire, MANY);
            wire.hang();
        });
        return post(path, body);
    }

    private static String post(String path, String body) {
        return sidecar.app()
                .body(body)
                .post(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /** What upstream says at length. */
    private enum Told {
        CALL,
        TEXT;

        private void tell(Wire wire, int pieces) throws IOException {
            wire.chunk(
                    this == TEXT
                            ? OpenAiText.role()
                            : call("\"id\":\"call_1\",", "\"name\":\"f\",", "{\\\"a\\\":\\\""));
            for (int i = 0; i < pieces; i++) wire.chunk(this == TEXT ? OpenAiText.delta(PIECE) : call("", "", PIECE));
        }

        private String last() {
            return this == TEXT ? "" : call("", "", "\\\"}");
        }

        private static String call(String id, String name, String arguments) {
            return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m-1\","
                    + "\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0," + id
                    + "\"type\":\"function\",\"function\":{" + name + "\"arguments\":\"" + arguments
                    + "\"}}]},\"finish_reason\":null}]}\n\n";
        }
    }
}
