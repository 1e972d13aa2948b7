package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.RawClient;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is told to stop while it answers: what ends in time ends whole, the rest ends so that its app can tell. */
class DrainIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String STREAMED = OpenAiText.request("auto", ",\"stream\":true");
    private static final String OVER = "shutting down";

    @TempDir
    private Path folder;

    private ScriptedUpstream upstream;
    private RunningSidecar sidecar;

    @BeforeEach
    void aSidecarThatWaitsASecond() throws Exception {
        upstream = new ScriptedUpstream();
        sidecar =
                RunningSidecar.remoteOnly(folder, RunningSidecar.oneRemote(upstream.url()) + "limits: { drain: 1s }\n");
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.close();
        upstream.close();
    }

    @Test
    @Row("leave.term-error")
    void aStreamThatGoesOnForTooLongEndsWithAnErrorEvent() throws Exception {
        upstream.then(hangs("one"));
        try (var app = sidecar.raw()) {
            app.post(CHAT, STREAMED).until("one");

            sidecar.server.drain();

            String answer = app.until("\r\n0\r\n");
            assertTrue(answer.contains("data: {\"error\":") && answer.contains(OVER), answer);
            assertFalse(answer.contains("[DONE]") || answer.contains("finish_reason\":\"stop"), answer);
        }
        sidecar.awaitNothingInFlight();
        assertTrue(upstream.received().getLast().left().isDone());
    }

    @Test
    @Row("leave.term-error")
    void aRequestWithoutAnAnswerYetIsToldOfIt() throws Exception {
        upstream.then(Script.hang());
        try (var chat = sidecar.raw();
                var other = sidecar.raw();
                var upload = sidecar.raw()) {
            chat.post(CHAT, STREAMED);
            other.post("/v1/files", "{}");
            upload.send("POST " + CHAT + " HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000\r\n\r\n{");
            Awaitility.await().until(() -> sidecar.inFlight() == 3);

            sidecar.server.drain();

            for (RawClient app : List.of(chat, other, upload)) {
                String answer = app.until("[exchange ");
                assertTrue(answer.startsWith("HTTP/1.1 503") && answer.contains(OVER), answer);
            }
        }
        sidecar.awaitNothingInFlight();
    }

    @Test
    void anAnswerThatIsPassedThroughIsCut() throws Exception {
        upstream.then(hangs("half an "));
        try (var app = sidecar.raw()) {
            app.post("/v1/files", "{}").until("half an ");

            sidecar.server.drain();

            assertFalse(app.until("\r\n0\r\n").contains("\r\n0\r\n"));
        }
        sidecar.awaitNothingInFlight();
    }

    @Test
    void nobodyIsLetInAfterwards() {
        upstream.then(Script.hang());
        Thread.ofVirtual().start(() -> sidecar.app().body(STREAMED).post(CHAT));
        Awaitility.await().until(() -> sidecar.inFlight() == 1);

        sidecar.server.drain();

        sidecar.app().body(STREAMED).post(CHAT).then().statusCode(503);
        assertEquals(1, upstream.received().size());
    }

    private static Script hangs(String text) {
        return Script.streamInTwo(List.of(OpenAiText.delta(text)), new CountDownLatch(1), List.of());
    }
}
