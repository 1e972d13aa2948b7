package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
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

/** Apps that leave, and more of them than there is room for: nothing is done for nobody, and nothing piles up. */
class LeavingIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String STREAMED = OpenAiText.request("auto", ",\"stream\":true");

    @TempDir
    private Path folder;

    private ScriptedUpstream upstream;
    private RunningSidecar sidecar;

    @BeforeEach
    void aSidecarWithRoomForTwo() throws Exception {
        upstream = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(
                folder,
                RunningSidecar.oneRemote(upstream.url())
                                .replace("latency: 3", "latency: 3, price: { input: 1, output: 1 }")
                        + "limits: { inFlight: 2, bodyBytes: 4KiB, bufferedBytes: 1MiB }\n");
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        upstream.close();
    }

    @Test
    @Row({"leave.before-head", "account.lost"})
    void anAppThatLeavesBeforeTheAnswerFreesUpstream() throws Exception {
        upstream.then(Script.hang());
        try (var app = sidecar.raw()) {
            app.post(CHAT, STREAMED);
            awaitUpstream();
            assertEquals(1, sidecar.inFlight());

            app.reset();

            awaitLeft();
        }
        awaitOutcome("cancelled");
        awaitCost();
    }

    @Test
    @Row({"leave.mid-stream", "leave.accounted", "account.lost"})
    void anAppThatLeavesInTheMiddleFreesUpstream() throws Exception {
        upstream.then(Script.endless(OpenAiText.delta("more")));
        try (var app = sidecar.raw()) {
            app.post(CHAT, STREAMED).until("more");

            app.reset();

            awaitLeft();
        }
        awaitOutcome("cancelled");
        awaitCost();
    }

    @Test
    void anAppThatLeavesWhileItsOwnModelIsPassedThroughFreesUpstream() throws Exception {
        upstream.then(Script.endless(OpenAiText.delta("more")));
        try (var app = sidecar.raw()) {
            app.post(CHAT, OpenAiText.request("nobodys", ",\"stream\":true")).until("more");

            app.reset();

            awaitLeft();
        }
    }

    @Test
    void aPassedThroughAnswerThatBreaksDoesNotEndAsIfItWereWhole() throws Exception {
        upstream.then(Script.cut(List.of("half an ")));
        try (var app = sidecar.raw()) {
            String answer = app.post("/v1/moderations", "{}").until("\r\n0\r\n");

            assertTrue(answer.contains("half an ") && !answer.contains("\r\n0\r\n"), answer);
        }
    }

    @Test
    void anAppThatLeavesInTheMiddleOfItsBodyIsForgotten() throws Exception {
        try (var app = sidecar.raw()) {
            app.send("POST " + CHAT + " HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000\r\n\r\n{\"model\":");
            Awaitility.await().until(() -> sidecar.inFlight() == 1);
            app.reset();
        }
        sidecar.awaitNothingInFlight();
        assertEquals(0, upstream.received().size());
    }

    @Test
    void anAppThatDoesNotReadHoldsUpstreamBack() throws Exception {
        upstream.then(Script.endless(OpenAiText.delta("x".repeat(16_000))));
        try (var app = sidecar.raw()) {
            app.post(CHAT, STREAMED).until("xxx");

            // Then what upstream may write comes to a stand, for whatever lies between is bounded
            long[] last = {-1};
            Awaitility.await()
                    .pollInterval(java.time.Duration.ofMillis(300))
                    .atMost(RunningSidecar.PATIENCE)
                    .until(() -> {
                        long now = upstream.bytesWritten();
                        boolean stands = now == last[0];
                        last[0] = now;
                        return stands;
                    });
            assertTrue(upstream.bytesWritten() < 64L * 1024 * 1024, "written " + upstream.bytesWritten());
            app.reset();
        }
        awaitLeft();
    }

    @Test
    void anAppThatNeitherReadsNorLeavesIsLeftAtItsDeadline() throws Exception {
        upstream.then(Script.endless(OpenAiText.delta("x".repeat(16_000))));
        for (String model : List.of("auto", "nobodys"))
            try (var app = sidecar.raw()) {
                app.post(CHAT, OpenAiText.request(model, ",\"stream\":true"), "x-outrigger-deadline-ms: 300")
                        .until("xxx");

                awaitLeft();
            }
        Awaitility.await().until(() -> sidecar.count("outrigger.exchanges", "outcome", "timed_out") == 2);
    }

    @Test
    @Row("overload.exchanges")
    void refusesMoreThanItsBoundAtOnceAndServesAgainAfter() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        var all = OpenAiText.stream("one", "two");
        var script = Script.streamInTwo(all.subList(0, 2), gate, all.subList(2, all.size()));
        upstream.then(script, script);
        try (var first = sidecar.raw();
                var second = sidecar.raw()) {
            first.post(CHAT, STREAMED).until("one");
            second.post(CHAT, STREAMED).until("one");

            sidecar.app().body(STREAMED).post(CHAT).then().statusCode(503).header("retry-after", "1");
            gate.countDown();

            assertTrue(first.until("[DONE]").contains("two"));
            assertTrue(second.until("[DONE]").contains("two"));
        }
        sidecar.awaitNothingInFlight();
        upstream.then(Script.json(OpenAiText.answer("Hi")));
        sidecar.app().body(OpenAiText.request("auto", "")).post(CHAT).then().statusCode(200);
    }

    @Test
    @Row("overload.batch")
    void refusesWhoCanWaitWhileThereIsRoomForOthers() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        var all = OpenAiText.stream("one", "two");
        upstream.then(Script.streamInTwo(all.subList(0, 2), gate, all.subList(2, all.size())));
        try (var first = sidecar.raw()) {
            first.post(CHAT, STREAMED).until("one");

            sidecar.app()
                    .header("x-outrigger-latency", "batch")
                    .body(STREAMED)
                    .post(CHAT)
                    .then()
                    .statusCode(503)
                    .header("retry-after", "1");

            upstream.then(Script.json(OpenAiText.answer("Hi")));
            sidecar.app().body(OpenAiText.request("auto", "")).post(CHAT).then().statusCode(200);
            gate.countDown();
            first.until("[DONE]");
        }
    }

    @Test
    @Row("input.body-cap")
    void refusesALongBodyBeforeItIsRead() throws Exception {
        // Announced: not a byte of it needs to come
        try (var app = sidecar.raw()) {
            app.send("POST " + CHAT + " HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000000\r\n\r\n");
            assertTrue(app.until("\r\n\r\n").startsWith("HTTP/1.1 413"), app.until("\r\n\r\n"));
        }
        // In chunks: as soon as the bound is passed, though it never ends
        try (var app = sidecar.raw()) {
            app.send("POST " + CHAT + " HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n1400\r\n"
                    + "x".repeat(0x1400) + "\r\n");
            assertTrue(app.until("\r\n\r\n").startsWith("HTTP/1.1 413"), app.until("\r\n\r\n"));
        }
        assertEquals(0, upstream.received().size());
    }

    private void awaitUpstream() {
        Awaitility.await().until(() -> !upstream.received().isEmpty());
    }

    private void awaitLeft() {
        Awaitility.await().until(() -> upstream.received().getLast().left().isDone());
        sidecar.awaitNothingInFlight();
    }

    private void awaitCost() {
        Awaitility.await().until(() -> sidecar.count("outrigger.cost") > 0);
    }

    private void awaitOutcome(String outcome) {
        Awaitility.await().until(() -> sidecar.count("outrigger.exchanges", "outcome", outcome) == 1);
    }
}
