package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.RawClient;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app's connections are bounded in number and in idle time; a request that takes long is not idle. */
class ConnectionsIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String NEVER = "no such text";

    @TempDir
    private Path folder;

    private ScriptedUpstream upstream;
    private RunningSidecar sidecar;

    @BeforeEach
    void aSidecarForTwoConnectionsThatAreIdleForOneSecond() throws Exception {
        upstream = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(
                folder, RunningSidecar.oneRemote(upstream.url()) + "limits: { connections: 2, idle: 1s }\n");
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        upstream.close();
    }

    @Test
    void oneThatIsIdleIsClosed() throws Exception {
        try (RawClient app = sidecar.raw()) {
            assertEquals("", app.until(NEVER));
        }
        awaitConnections(0);
    }

    @Test
    @Row("input.slow-loris")
    void oneThatSendsItsHeadByteByByteIsClosed() throws Exception {
        try (RawClient app = sidecar.raw()) {
            app.send("POST /v1/chat/completions HTTP/1.1\r\nhost: loc");

            assertEquals("", app.until(NEVER));
        }
        assertEquals(0, upstream.received().size());
    }

    @Test
    void oneThatWaitsForItsAnswerIsNotIdle() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        upstream.then(wire -> {
            wire.await(gate);
            wire.whole(200, "application/json", OpenAiText.answer("late"));
        });
        try (RawClient app = sidecar.raw();
                RawClient idle = sidecar.raw()) {
            app.post(CHAT, OpenAiText.request("auto", ""));
            // When the other is closed, this one has been open for as long.
            idle.until(NEVER);
            gate.countDown();

            assertTrue(app.until("late").startsWith("HTTP/1.1 200"));
            app.until(NEVER);
        }
        awaitConnections(0);
    }

    @Test
    void oneOverTheBoundIsClosedAtOnceAndTheOthersServe() throws Exception {
        upstream.then(Script.json(OpenAiText.answer("here")));
        try (RawClient first = sidecar.raw();
                RawClient second = sidecar.raw()) {
            awaitConnections(2);
            try (RawClient third = sidecar.raw()) {
                assertEquals("", third.until(NEVER));
            }
            assertEquals(2, sidecar.server.edge().admission().connections());

            assertTrue(first.post(CHAT, OpenAiText.request("auto", ""))
                    .until("here")
                    .startsWith("HTTP/1.1 200"));
            second.post(CHAT, OpenAiText.request("auto", "")).until("here");
        }
        awaitConnections(0);
    }

    private void awaitConnections(int number) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> sidecar.server.edge().admission().connections() == number);
    }
}
