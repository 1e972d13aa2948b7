package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Received;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is passed through unread is guarded, timed and told of like everything else. */
class PassThroughIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String FILES = "/v1/files";
    private static final long AT_ONCE_MILLIS = 100;

    @TempDir
    private Path folder;

    private ScriptedUpstream upstream;
    private RunningSidecar sidecar;

    @BeforeEach
    void aSidecarWhoseBackendHasRoomForTwo() throws Exception {
        upstream = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(
                folder,
                RunningSidecar.oneRemote(upstream.url())
                        .replace("kind: openai,", "kind: openai, guard: { inFlight: 2 },"));
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        upstream.close();
    }

    @Test
    void hasTheDeadlineOfTheApp() throws Exception {
        upstream.then(Script.hang());

        sidecar.app()
                .header("x-outrigger-deadline-ms", "600")
                .body("{}")
                .post(FILES)
                .then()
                .statusCode(504)
                .body("error.message", containsString("deadline"));

        awaitLeft();
        awaitOutcome("timed_out");
        assertEquals(1, sidecar.count("outrigger.attempts", "backend", "there", "outcome", "timed_out"));
    }

    @Test
    void isCutAtTheDeadlineOnceTheHeadIsSent() throws Exception {
        upstream.then(Script.streamInTwo(List.of("half an "), new CountDownLatch(1), List.of()));
        try (var app = sidecar.raw()) {
            String answer =
                    app.post(FILES, "{}", "x-outrigger-deadline-ms: 200").until("\r\n0\r\n");

            assertTrue(answer.startsWith("HTTP/1.1 200") && answer.contains("half an "), answer);
            assertFalse(answer.contains("\r\n0\r\n"), answer);
        }
        awaitLeft();
        awaitOutcome("timed_out");
    }

    @Test
    void aModelOfNobodysHasTheDeadlineToo() {
        upstream.then(Script.hang());

        sidecar.app()
                .header("x-outrigger-deadline-ms", "150")
                .body(OpenAiText.request("nobodys", ""))
                .post(CHAT)
                .then()
                .statusCode(504);

        awaitLeft();
    }

    @Test
    @Row("leave.before-head")
    void anAppThatLeavesBeforeTheAnswerFreesUpstreamAtOnce() throws Exception {
        upstream.then(Script.hang());
        try (var app = sidecar.raw()) {
            app.post(FILES, "{}");
            Awaitility.await().until(() -> !upstream.received().isEmpty());
            long left = System.nanoTime();
            app.reset();
            long millis = TimeUnit.NANOSECONDS.toMillis(last().left().get(5, TimeUnit.SECONDS) - left);
            assertTrue(millis < AT_ONCE_MILLIS, "after " + millis + " ms");
        }
        awaitOutcome("cancelled");
    }

    @Test
    @Row("leave.mid-stream")
    void anAppThatLeavesInTheMiddleOfTheAnswerFreesUpstreamAtOnce() throws Exception {
        upstream.then(Script.streamInTwo(List.of("half an "), new CountDownLatch(1), List.of()));
        try (var app = sidecar.raw()) {
            app.post(FILES, "{}").until("half an ");
            long left = System.nanoTime();
            app.reset();
            long millis = TimeUnit.NANOSECONDS.toMillis(last().left().get(5, TimeUnit.SECONDS) - left);
            assertTrue(millis < AT_ONCE_MILLIS, "after " + millis + " ms");
        }
        awaitOutcome("cancelled");
    }

    @Test
    @Row("state.never-twice")
    void isNeverSentTwice() {
        for (Script broken : List.of(Script.reset(), Script.close(), Script.json("{}"))) upstream.then(broken);

        sidecar.app().body("{}").post(FILES).then().statusCode(502).body("error.code", equalTo("unreachable"));

        assertEquals(1, upstream.received().size());
        awaitOutcome("unreachable");
        assertEquals(1, sidecar.count("outrigger.attempts", "backend", "there", "outcome", "unreachable"));
    }

    /** A provider closes what is idle just as it is used again: nobody's failure, and no reason to send twice. */
    @Test
    void isNotLostToAConnectionThatWentStale() throws Exception {
        upstream.then(Script.json("{\"first\":1}"), Script.close(), Script.json("{\"again\":1}"));
        try (var app = sidecar.raw()) {
            app.send("GET /v1/files HTTP/1.1\r\nhost: localhost\r\n\r\n").until("first\":1}");

            String answer = app.send("GET /v1/files HTTP/1.1\r\nhost: localhost\r\n\r\n")
                    .until("again\":1}");

            assertTrue(answer.contains("again"), answer);
        }
        assertEquals(3, upstream.received().size());
        assertEquals(2, upstream.connections());
    }

    @Test
    void mayLeaveStateUpstreamSoItsConnectionIsNew() throws Exception {
        for (int i = 0; i < 3; i++) {
            upstream.then(Script.json("{}"));
            sidecar.app().body("{}").post(FILES).then().statusCode(200);
        }

        assertEquals(3, upstream.connections());
    }

    @Test
    void anErrorOfUpstreamsIsTheAppsAndIsCountedAsOne() {
        upstream.then(Script.answer(503, "text/plain", "out of order", "retry-after: 7"));

        sidecar.app()
                .body("{}")
                .post(FILES)
                .then()
                .statusCode(503)
                .header("retry-after", "7")
                .body(equalTo("out of order"));

        awaitOutcome("overloaded");
        assertEquals(1, sidecar.count("outrigger.attempts", "backend", "there", "outcome", "overloaded"));
    }

    @Test
    void aBackendIsNotAskedMoreAtOnceThanItsBound() throws Exception {
        upstream.then(Script.hang());
        try (var first = sidecar.raw();
                var second = sidecar.raw()) {
            first.post(FILES, "{}");
            second.post(FILES, "{}");
            Awaitility.await().until(() -> upstream.received().size() == 2);

            sidecar.app()
                    .body("{}")
                    .post(FILES)
                    .then()
                    .statusCode(503)
                    .body("error.message", containsString("inFlight"));

            assertEquals(2, upstream.received().size());
        }
        sidecar.awaitNothingInFlight();
        upstream.then(Script.json("{}"));
        sidecar.app().body("{}").post(FILES).then().statusCode(200);
    }

    @Test
    void anAppThatDoesNotReadHoldsUpstreamBack() throws Exception {
        upstream.then(Script.endless("x".repeat(16_000)));
        try (var app = sidecar.raw()) {
            app.post(FILES, "{}").until("xxx");

            awaitStandstill(upstream::bytesWritten);

            assertTrue(upstream.bytesWritten() < 64L * 1024 * 1024, "written " + upstream.bytesWritten());
            app.reset();
        }
        awaitLeft();
    }

    /** As Java's own client does unless it is told otherwise. */
    @Test
    void anAppThatOffersHttp2IsServed() throws Exception {
        upstream.then(Script.json("{}"), Script.json(OpenAiText.answer("Hi")));
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path : List.of(FILES, CHAT)) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + sidecar.data + path))
                        .POST(HttpRequest.BodyPublishers.ofString(OpenAiText.request("auto", "")))
                        .build();

                assertEquals(
                        200,
                        client.send(request, HttpResponse.BodyHandlers.ofString())
                                .statusCode(),
                        path);
            }
        }
        assertEquals(2, upstream.received().size());
    }

    @Test
    void answersWithoutABodyStayWithout() throws Exception {
        upstream.then(wire -> wire.raw("HTTP/1.1 204 No Content\r\n\r\n"));
        try (var app = sidecar.raw()) {
            String answer = app.send("DELETE /v1/files/f HTTP/1.1\r\nhost: localhost\r\n\r\n")
                    .until("\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 204") && !answer.contains("chunked"), answer);
        }
        upstream.then(wire -> wire.raw("HTTP/1.1 200 OK\r\ncontent-length: 42\r\n\r\n"));
        try (var app = sidecar.raw()) {
            String answer = app.send("HEAD /v1/files/f HTTP/1.1\r\nhost: localhost\r\n\r\n")
                    .until("\r\n\r\n");
            assertTrue(answer.contains("content-length: 42"), answer);
        }
    }

    private static void awaitStandstill(LongSupplier moving) {
        long[] last = {-1};
        Awaitility.await()
                .pollInterval(Duration.ofMillis(300))
                .atMost(RunningSidecar.PATIENCE)
                .until(() -> {
                    long now = moving.getAsLong();
                    boolean stands = now == last[0];
                    last[0] = now;
                    return stands;
                });
    }

    private Received last() {
        return upstream.received().getLast();
    }

    private void awaitLeft() {
        Awaitility.await().until(() -> last().left().isDone());
    }

    private void awaitOutcome(String outcome) {
        Awaitility.await().until(() -> sidecar.count("outrigger.exchanges", "outcome", outcome) == 1);
    }
}
