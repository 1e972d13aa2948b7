package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an app reads when its time is over, or when its stream broke off and was gone on with. */
class StreamEndsIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String STREAMED = OpenAiText.request("mini", ",\"stream\":true");
    private static final List<String> BEGINNING = List.of(OpenAiText.role(), OpenAiText.delta("one "));

    @TempDir
    private Path folder;

    private ScriptedUpstream upstream;
    private RunningSidecar sidecar;

    @BeforeEach
    void aSidecarThatWaitsASecond() throws Exception {
        upstream = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(
                folder, RunningSidecar.oneRemote(upstream.url()) + "limits: { deadline: 1s }\n");
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        upstream.close();
    }

    @Test
    @Row("clock.deadline-of-app")
    void noAppHasMoreTimeThanTheOperatorAllows() {
        upstream.then(Script.hang());
        long asked = System.nanoTime();

        sidecar.app()
                .header("x-outrigger-deadline-ms", "60000")
                .body(OpenAiText.request("mini", ""))
                .post(CHAT)
                .then()
                .statusCode(504);

        assertTrue(Duration.ofNanos(System.nanoTime() - asked).toSeconds() < 30, "it had what it asked for");
    }

    @Test
    @Row("clock.deadline-stream")
    void aStreamEndsAtItsDeadlineWithAnErrorEvent() throws Exception {
        upstream.then(Script.streamInTwo(BEGINNING, new CountDownLatch(1), List.of()));
        try (var app = sidecar.raw()) {
            String answer = app.post(CHAT, STREAMED).until("\r\n0\r\n");

            assertTrue(answer.contains("one ") && answer.contains("data: {\"error\":"), answer);
            assertTrue(answer.contains("deadline") && answer.contains("[exchange "), answer);
            assertFalse(answer.contains("[DONE]") || answer.contains("finish_reason\":\"stop"), answer);
        }
        Awaitility.await().until(() -> sidecar.count("outrigger.exchanges", "outcome", "timed_out") == 1);
    }

    @Test
    @Row("resume.told")
    void aStreamThatWasGoneOnWithSaysSo() throws Exception {
        upstream.then(Script.cut(BEGINNING), Script.stream(OpenAiText.stream("one ", "two")));
        try (var app = sidecar.raw()) {
            String answer = app.post(CHAT, STREAMED).until("\r\n0\r\n");

            assertTrue(answer.contains("\"content\":\"two\"") && answer.contains("[DONE]"), answer);
            assertEquals(2, answer.split("\"content\":\"one \"", -1).length, answer);
            assertTrue(answer.contains(": outrigger: the answer broke off here"), answer);
        }
        Awaitility.await().until(() -> sidecar.count("outrigger.attempts", "cause", "resume", "outcome", "ok") == 1);
    }
}
