package dev.outrigger.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.chat.Failure;
import dev.outrigger.support.Guards;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an upstream's faults before the commit point become, over real sockets. */
class HttpFailureTest {
    private static final String JSON = "application/json";

    private final HttpFixture http = new HttpFixture();

    @AfterEach
    void close() throws IOException {
        http.close();
    }

    private Failure status(int status, String body, String... headers) {
        Failure stream = http.streamFailure(Script.answer(status, JSON, body, headers));
        assertEquals(http.failure("", Script.answer(status, JSON, body, headers)), stream);
        return stream;
    }

    private void awaitNoConnection() {
        await().until(() -> http.upstream.openConnections() == 0);
    }

    @Test
    @Row("before.overloaded")
    void takesEachStatusForWhatItMeans() {
        String error = OpenAiText.error("t", "c");
        for (int status : new int[] {408, 409, 500, 502, 503, 504, 520, 529})
            assertEquals("overloaded", status(status, error).label(), "status " + status);
        assertEquals("throttled", status(429, error).label());
        assertEquals(
                "exhausted",
                status(429, OpenAiText.error("insufficient_quota", "insufficient_quota"))
                        .label());
        assertEquals("unauthorized", status(401, error).label());
        assertEquals("forbidden", status(403, error).label());
        assertEquals(
                "unknown_model",
                status(404, OpenAiText.error("t", "model_not_found")).label());
        assertEquals(
                "too_long",
                status(400, OpenAiText.error("t", "context_length_exceeded")).label());
        assertEquals(
                "refused", status(400, OpenAiText.error("t", "content_filter")).label());
        assertEquals("rejected", status(400, error).label());
        assertEquals("rejected", status(422, error).label());
    }

    @Test
    @Row("before.key-of-app")
    void blamesTheAppForItsOwnKey() {
        http.key.set(Optional.empty());
        assertEquals("rejected", status(401, OpenAiText.error("t", "c")).label());
        assertEquals("rejected", status(403, OpenAiText.error("t", "c")).label());
    }

    @Test
    void keepsAnErrorAnswerAsItCame() {
        String body = OpenAiText.error("t", "c");
        Failure.Verbatim original = status(400, body).original().orElseThrow();
        assertEquals(400, original.status());
        assertEquals(JSON, original.contentType());
        assertEquals(body, original.body().utf8());
    }

    @Test
    void readsHowLongItShallWait() {
        Failure failure = status(429, OpenAiText.error("t", "c"), "retry-after: 7");
        assertEquals(Optional.of(Duration.ofSeconds(7)), ((Failure.Throttled) failure).retryAfter());
    }

    @Test
    @Row("before.wait-spellings")
    void readsADateAgainstOurOwnClockWhereTheAnswerHasNone() {
        Failure failure = status(429, OpenAiText.error("t", "c"), "retry-after: Wed, 21 Oct 2026 07:28:05 GMT");
        assertEquals(Optional.of(Duration.ofSeconds(5)), failure.retryAfter());
    }

    @Test
    @Row("before.wait-spellings")
    void readsADateAgainstTheAnswersOwnWhereItHasOne() {
        Failure failure = status(
                429,
                OpenAiText.error("t", "c"),
                "date: Wed, 21 Oct 2026 07:28:03 GMT",
                "retry-after: Wed, 21 Oct 2026 07:28:05 GMT");
        assertEquals(Optional.of(Duration.ofSeconds(2)), failure.retryAfter());
    }

    @Test
    void keepsItsConnectionAfterAnErrorAnswer() {
        for (int i = 0; i < 4; i++) http.failure("", Script.answer(503, JSON, OpenAiText.error("t", "c")));
        assertEquals(1, http.upstream.connections());
    }

    @Test
    void judgesAnErrorThatIsTooLongByItsStatus() {
        Failure failure = http.failure("", Script.answer(429, JSON, "x".repeat(2 * 1024 * 1024), "retry-after: 3"));
        assertEquals(Optional.of(Duration.ofSeconds(3)), ((Failure.Throttled) failure).retryAfter());
        awaitNoConnection();
    }

    @Test
    void judgesAnErrorThatBreaksByItsStatus() {
        Failure failure = http.failure("", wire -> {
            wire.head(503, JSON);
            wire.chunk("{\"err");
            wire.drained();
            wire.reset();
        });
        assertInstanceOf(Failure.Overloaded.class, failure);
    }

    @Test
    void doesNotFollowARedirect() {
        assertInstanceOf(
                Failure.Malformed.class,
                http.failure("", Script.answer(302, "text/html", "moved", "location: " + http.upstream.url())));
        assertEquals(1, http.upstream.received().size());
    }

    @Test
    @Row("before.unreachable")
    void isUnreachableWhenTheConnectionIsRefused() throws IOException {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        http.backend = http.backend(URI.create("http://127.0.0.1:" + port), HttpFixture.PATIENT);
        assertInstanceOf(Failure.Unreachable.class, http.failure(""));
    }

    @Test
    @Row("before.unreachable")
    void isUnreachableWhenItsNameIsNotKnown() {
        http.backend = http.backend(URI.create("http://nobody.invalid"), HttpFixture.PATIENT);
        assertInstanceOf(Failure.Unreachable.class, http.failure(""));
    }

    @Test
    @Row("before.unreachable")
    void isUnreachableWhenItSpeaksNoTls() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = plain.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
                } catch (IOException gone) {
                    // The client has what it needs.
                }
            });
            http.backend = http.backend(URI.create("https://127.0.0.1:" + plain.getLocalPort()), HttpFixture.PATIENT);
            assertInstanceOf(Failure.Unreachable.class, http.failure(""));
        }
    }

    @Test
    @Row("before.unreachable")
    void isUnreachableWhenAFreshConnectionIsResetBeforeAnyByte() {
        assertInstanceOf(Failure.Unreachable.class, http.failure("", Script.reset()));
        assertInstanceOf(Failure.Unreachable.class, http.streamFailure(Script.close()));
        assertEquals(2, http.upstream.received().size(), "nothing was sent twice");
    }

    @Test
    @Row("before.stale")
    void dialsAgainOnceWhenAKeptConnectionWasStale() {
        http.answer("", Script.json(OpenAiText.answer("a")));
        Answer answer = http.answer("", Script.reset(), Script.json(OpenAiText.answer("b")));
        assertEquals(OpenAiText.answer("b"), http.read(answer, Reader.greedy()).text());
        assertEquals(2, http.upstream.connections());
    }

    @Test
    @Row("before.stale")
    void dialsAgainNoMoreThanOnce() {
        http.answer("", Script.json(OpenAiText.answer("a")));
        assertInstanceOf(Failure.Unreachable.class, http.failure("", Script.reset(), Script.reset()));
        assertEquals(3, http.upstream.received().size());
    }

    @Test
    @Row("before.stale")
    void doesNotSendAgainWhatWasAnsweredInPart() {
        http.answer("", Script.json(OpenAiText.answer("a")));
        Failure failure = http.failure("", wire -> {
            wire.head(200, JSON);
            wire.chunk("{");
            wire.drained();
            wire.reset();
        });
        assertInstanceOf(Failure.Malformed.class, failure);
        assertEquals(2, http.upstream.received().size());
    }

    @Test
    @Row("before.malformed")
    void isMalformedWhenItIsNoAnswer() {
        for (Script script : List.of(
                Script.answer(200, "text/html", "<html>Welcome to the hotel's network</html>"),
                Script.answer(200, JSON, ""),
                Script.answer(200, JSON, "{\"choices\":"),
                Script.answer(200, JSON, "{\"choices\":[]}"),
                Script.answer(204, "", ""),
                Script.answer(200, "", "hello"))) {
            assertInstanceOf(Failure.Malformed.class, http.failure("", script));
            assertInstanceOf(Failure.Malformed.class, http.streamFailure(script));
        }
    }

    @Test
    @Row("before.malformed")
    void isMalformedWhenItIsNotHttp() {
        assertInstanceOf(Failure.Malformed.class, http.failure("", Script.raw("SSH-2.0-OpenSSH_9.6\r\n\r\n")));
    }

    @Test
    @Row({"before.malformed", "after.whole-moves-on"})
    void isMalformedWhenAWholeAnswerIsTruncated() {
        String body = OpenAiText.answer("Paris");
        assertInstanceOf(
                Failure.Malformed.class,
                http.failure(
                        "",
                        Script.raw("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
                                + body.length() + "\r\n\r\n" + body.substring(0, 40))));
    }

    @Test
    @Row("before.stream-broken")
    void isMalformedWhenAStreamEndsOrBreaksBeforeAnyContent() {
        assertInstanceOf(Failure.Malformed.class, http.streamFailure(Script.stream(List.of())));
        assertInstanceOf(Failure.Malformed.class, http.streamFailure(Script.stream(List.of(OpenAiText.role()))));
        assertInstanceOf(Failure.Malformed.class, http.streamFailure(Script.stream(List.of(OpenAiText.DONE))));
        assertInstanceOf(Failure.Malformed.class, http.streamFailure(Script.cut(List.of(OpenAiText.role()))));
        assertInstanceOf(Failure.Malformed.class, http.streamFailure(Script.stream(List.of("data: {\"cho\n\n"))));
    }

    @Test
    @Row("before.malformed")
    void isMalformedWhenItIsNotWhatWasAskedFor() {
        assertInstanceOf(Failure.Malformed.class, http.streamFailure(Script.json(OpenAiText.answer("whole"))));
        assertInstanceOf(Failure.Malformed.class, http.failure("", Script.stream(OpenAiText.stream("streamed"))));
    }

    @Test
    @Row("before.error-in-200")
    void takesAnErrorInsideAnAnswerOfStatus200ForWhatItIs() {
        String error = OpenAiText.error("rate_limit_error", "rate_limit_exceeded");
        assertInstanceOf(Failure.Throttled.class, http.failure("", Script.json(error)));
        assertInstanceOf(Failure.Throttled.class, http.streamFailure(Script.json(error)));
        assertInstanceOf(
                Failure.Throttled.class, http.streamFailure(Script.stream(List.of("data: " + error + "\n\n"))));
    }

    @Test
    @Row("clock.first-token")
    void timesOutAStreamWhoseFirstContentIsLateAndLeaves() {
        GuardSettings hasty = Guards.of(Duration.ofSeconds(2), Duration.ofMillis(150), Duration.ofMinutes(2), 16);
        http.backend = http.backend(http.upstream.url(), hasty);
        for (Script script : List.of(Script.hang(), Script.hangAfterHead(200, "text/event-stream"))) {
            Failure failure = http.streamFailure(script);
            assertEquals(Failure.Clock.FIRST_TOKEN, ((Failure.TimedOut) failure).clock());
        }
        awaitNoConnection();
    }
}
