package dev.outrigger.backend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Usage;
import dev.outrigger.support.Known;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Received;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an HTTP upstream's answers become, over real sockets. */
class HttpAnswerTest {
    private static final List<String> PIECES = OpenAiText.stream("Hel", "lo", " wörld");
    private static final String WHOLE = String.join("", PIECES);

    private final HttpFixture http = new HttpFixture();

    @AfterEach
    void close() throws IOException {
        http.close();
    }

    private String text(Answer answer) {
        Reader reader = http.read(answer, Reader.greedy());
        http.awaitEnd(answer);
        assertTrue(reader.isComplete());
        return reader.text();
    }

    @Test
    void handsOnAStreamsBytesAsTheyCame() {
        Answer answer = http.stream(Script.stream(PIECES));
        assertEquals(WHOLE, text(answer));
        assertTrue(answer.stream() && answer.isVerbatim());
        assertEquals(OptionalInt.of(200), answer.status());
    }

    @Test
    void namesTheFieldsThatItsModelRejects() {
        http.profile = new Known("mini", "there", "gpt-mini")
                .rejects(Set.of("seed", "temperature", "top_p"))
                .profile();
        http.upstream.then(Script.json(OpenAiText.answer("Hi")));
        Answer answer = http.loop.await(() -> http.backend
                .attempt(http.call(",\"seed\":1,\"temperature\":0.5,\"stop\":\"x\""))
                .answer());
        assertEquals(Set.of("seed", "temperature"), answer.dropped());
        assertFalse(http.upstream.received().getLast().body().contains("temperature"));
    }

    @Test
    void handsOnTheSameBytesWhateverPiecesTheNetworkMakes() {
        byte[] bytes = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int size : new int[] {1, 7, 64, 333, bytes.length}) {
            Answer answer = http.stream(wire -> {
                wire.head(200, "text/event-stream");
                for (int i = 0; i < bytes.length; i += size)
                    wire.chunk(java.util.Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + size)));
                wire.end();
            });
            assertEquals(WHOLE, text(answer), "pieces of " + size);
        }
    }

    @Test
    void answersAtTheFirstContentWhileTheStreamGoesOn() {
        CountDownLatch gate = new CountDownLatch(1);
        Answer answer = http.stream(Script.streamInTwo(PIECES.subList(0, 2), gate, PIECES.subList(2, PIECES.size())));
        assertFalse(answer.frames().completed().isComplete());
        gate.countDown();
        assertEquals(WHOLE, text(answer));
    }

    @Test
    @Row("clock.first-token-content")
    void doesNotAnswerForAHeadAndARoleAlone() {
        CountDownLatch gate = new CountDownLatch(1);
        http.upstream.then(
                Script.streamInTwo(List.of(OpenAiText.role(), ": ping\n\n"), gate, PIECES.subList(1, PIECES.size())));
        Run run = http.beginStream();
        await().until(() -> http.upstream.bytesWritten() > 200);
        assertFalse(run.answer().isComplete());
        gate.countDown();
        http.loop.await(run::answer);
    }

    @Test
    void handsOnAWholeAnswersBytesAsTheyCame() {
        String body = OpenAiText.answer("Paris");
        Answer answer = http.answer("", Script.json(body));
        assertEquals(body, text(answer));
        assertFalse(answer.stream());
        assertEquals(Usage.of(5, 7), answer.frames().progress().usage());
    }

    @Test
    void asksUpstreamForItsModelAndLeavesTheRestOfTheRequestAlone() {
        http.answer(",\"temperature\":0.25,\"x_vendor\":[1, 2]", Script.json(OpenAiText.answer("a")));
        Received request = http.upstream.received().getLast();
        assertEquals("POST", request.method());
        assertEquals("/v1/chat/completions", request.path());
        assertEquals(OpenAiText.request("gpt-mini", ",\"temperature\":0.25,\"x_vendor\":[1, 2]"), request.body());
        assertEquals(Optional.of("application/json"), request.header("content-type"));
    }

    @Test
    @Row("account.usage-asked")
    void asksForAStreamsUsageAndKeepsItFromAnAppThatDidNotAsk() {
        List<String> pieces = List.of(
                OpenAiText.role(),
                OpenAiText.delta("a"),
                OpenAiText.finish(0),
                OpenAiText.usage(3, 4),
                OpenAiText.DONE);
        Answer answer = http.stream(Script.stream(pieces));
        assertEquals(String.join("", pieces).replace(OpenAiText.usage(3, 4), ""), text(answer));
        assertEquals(Usage.of(3, 4), answer.frames().progress().usage());
        assertTrue(http.upstream.received().getLast().body().contains("\"include_usage\":true"));
    }

    @Test
    @Row("account.usage-asked")
    void letsAnAppThatAskedForUsageHaveIt() {
        List<String> pieces =
                List.of(OpenAiText.delta("a"), OpenAiText.finish(0), OpenAiText.usage(3, 4), OpenAiText.DONE);
        Answer answer =
                http.answer(",\"stream\":true,\"stream_options\":{\"include_usage\":true}", Script.stream(pieces));
        assertEquals(String.join("", pieces), text(answer));
    }

    @Test
    void sendsTheKeyAsItIsNow() {
        http.answer("", Script.json(OpenAiText.answer("a")));
        http.key.set(Optional.of("rotated"));
        http.answer("", Script.json(OpenAiText.answer("b")));
        http.key.set(Optional.empty());
        http.headers.set("authorization", "Bearer app");
        http.answer("", Script.json(OpenAiText.answer("c")));
        assertEquals(
                List.of("Bearer operator-key", "Bearer rotated", "Bearer app"),
                http.upstream.received().stream()
                        .map(request -> request.header("authorization").orElse(""))
                        .toList());
    }

    @Test
    void keepsItsConnection() {
        for (int i = 0; i < 5; i++) http.answer("", Script.json(OpenAiText.answer("a")));
        for (int i = 0; i < 5; i++) text(http.stream(Script.stream(PIECES)));
        assertEquals(1, http.upstream.connections());
    }

    @Test
    void readsAnAnswerThatIsCompressedThoughNobodyAsked() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(OpenAiText.answer("Paris").getBytes(StandardCharsets.UTF_8));
        }
        Answer answer = http.answer(
                "", wire -> wire.whole(200, "application/json", zipped.toByteArray(), "content-encoding: gzip"));
        assertEquals(OpenAiText.answer("Paris"), text(answer));
        assertFalse(answer.headers().contains("content-encoding"));
        assertEquals(Optional.of("identity"), http.upstream.received().getLast().header("accept-encoding"));
    }

    @Test
    void readsAStreamThatIsCompressedPieceByPiece() {
        CountDownLatch gate = new CountDownLatch(1);
        Answer answer = http.stream(wire -> {
            wire.head(200, "text/event-stream", "content-encoding: gzip");
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            GZIPOutputStream gzip = new GZIPOutputStream(zipped, true);
            gzip.write((PIECES.get(0) + PIECES.get(1)).getBytes(StandardCharsets.UTF_8));
            gzip.flush();
            wire.chunk(zipped.toByteArray());
            zipped.reset();
            wire.await(gate);
            for (String piece : PIECES.subList(2, PIECES.size())) gzip.write(piece.getBytes(StandardCharsets.UTF_8));
            gzip.close();
            wire.chunk(zipped.toByteArray());
            wire.end();
        });
        gate.countDown();
        assertEquals(WHOLE, text(answer));
    }

    @Test
    void doesNotReadFasterThanItsReader() {
        String piece = OpenAiText.delta("x".repeat(8_000));
        Answer answer = http.stream(Script.endless(piece));
        Reader reader = http.read(answer, Reader.idle());
        http.loop.run(() -> reader.subscription().request(10));
        long most = 32L * 1024 * 1024;
        await().during(java.time.Duration.ofMillis(300)).until(new Still(http.upstream::bytesWritten)::stands);
        assertTrue(http.upstream.bytesWritten() < most, "wrote " + http.upstream.bytesWritten());
        assertEquals(10, reader.frames.size());
        long before = http.upstream.bytesWritten();
        http.loop.run(() -> reader.subscription().request(10_000));
        await().until(() -> http.upstream.bytesWritten() > before + 1_000_000);
        http.loop.run(() -> reader.subscription().cancel());
        await().until(() -> http.upstream.openConnections() == 0);
    }

    @Test
    @Row("after.complete")
    void readsSeveralChoicesToTheLastOnesEnd() {
        List<String> pieces =
                List.of(OpenAiText.delta("a"), OpenAiText.finish(1), OpenAiText.finish(0), OpenAiText.DONE);
        assertEquals(String.join("", pieces), text(http.answer(",\"stream\":true,\"n\":2", Script.stream(pieces))));
    }

    @Test
    @Row("after.end")
    void isCutWhenAStreamEndsInOrderButTooSoon() {
        Answer answer = http.answer(
                ",\"stream\":true,\"n\":2",
                Script.stream(List.of(OpenAiText.delta("a"), OpenAiText.finish(0), OpenAiText.DONE)));
        Reader reader = http.read(answer, Reader.greedy());
        http.awaitEnd(answer);
        assertInstanceOf(Failure.Cut.class, reader.failure());
    }

    @Test
    @Row("after.reset")
    void isCutWhenAStreamIsResetInTheMiddle() {
        CountDownLatch gate = new CountDownLatch(1);
        Answer answer = http.stream(wire -> {
            wire.head(200, "text/event-stream");
            wire.chunk(OpenAiText.delta("a"));
            wire.await(gate);
            wire.reset();
        });
        Reader reader = http.read(answer, Reader.greedy());
        gate.countDown();
        http.awaitEnd(answer);
        assertEquals(OpenAiText.delta("a"), reader.text());
        assertInstanceOf(Failure.Cut.class, reader.failure());
        assertInstanceOf(
                Failure.Cut.class,
                FailureException.of(answer.frames().completed().cause()));
    }

    @Test
    @Row("after.complete")
    void isWholeThoughAStreamIsResetAfterItsFinishReason() {
        List<String> pieces = List.of(OpenAiText.delta("a"), OpenAiText.finish(0));
        Answer answer = http.stream(Script.cut(pieces));
        assertEquals(String.join("", pieces), text(answer));
    }

    @Test
    @Row("clock.tail")
    void waitsOnlyAMomentForTheEndOfAStreamThatIsComplete() {
        Answer answer = http.stream(wire -> {
            wire.head(200, "text/event-stream");
            for (String piece : PIECES) wire.chunk(piece);
            wire.hang();
        });
        assertEquals(WHOLE, text(answer));
        await().until(() -> http.upstream.openConnections() == 0);
    }
}
