package dev.outrigger.backend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Admission;
import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.HeapCost;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Room;
import dev.outrigger.support.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers count among what is held in memory, and what has no room is not read. */
class HttpRoomTest {
    private static final int ROOM = 100_000;
    private static final String LONG = OpenAiText.answer("x".repeat(ROOM));

    private final HttpFixture http = new HttpFixture();
    private final Admission admission = new Admission();

    @BeforeEach
    void littleRoom() {
        http.holdings = Room.of(admission, ROOM);
    }

    @AfterEach
    void close() throws IOException {
        http.close();
    }

    private void assertFull(Failure failure) {
        assertInstanceOf(Failure.Saturated.class, failure);
        assertEquals(Failure.Weight.NEUTRAL, failure.weight());
        assertTrue(failure.message().contains("limits.bufferedBytes"), failure.message());
        await().until(() -> http.upstream.openConnections() == 0);
        http.loop.run(http.holdings::close);
        assertEquals(0, admission.bufferedBytes());
    }

    @Test
    void holdsAWholeAnswerUntilTheExchangeEnds() {
        String text = OpenAiText.answer("x".repeat(ROOM / 2));
        http.answer("", Script.json(text));
        assertEquals(text.length() + 4 * HeapCost.EVENT_BYTES, admission.bufferedBytes(), "it, and its events");
        http.loop.run(http.holdings::close);
        assertEquals(0, admission.bufferedBytes());
    }

    @Test
    void doesNotReadAnAnswerWhoseLengthHasNoRoom() {
        assertFull(http.failure("", wire -> {
            wire.raw("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2000000000\r\n\r\n{");
            wire.hang();
        }));
    }

    @Test
    void stopsReadingAnAnswerThatHasNoMoreRoom() {
        assertFull(http.failure("", wire -> {
            wire.head(200, "application/json");
            while (true) wire.chunk(LONG);
        }));
    }

    @Test
    void judgesAnErrorThatHasNoRoomByItsStatusAlone() {
        http.holdings = Room.of(admission, 10);
        Failure failure = http.failure("", Script.answer(429, "application/json", OpenAiText.error("x", "y")));
        assertInstanceOf(Failure.Throttled.class, failure);
    }

    @Test
    void holdsAnErrorThatIsHandedOn() {
        String error = OpenAiText.error("invalid_request_error", "y");
        http.failure("", Script.answer(400, "application/json", error));
        assertEquals(error.length(), admission.bufferedBytes());
    }

    @Test
    void doesNotKeepAnEventThatHasNoRoom() {
        assertFull(http.streamFailure(wire -> {
            wire.head(200, "text/event-stream");
            while (true) wire.chunk("data: " + "x".repeat(ROOM / 10));
        }));
    }

    @Test
    void holdsAnUnfinishedEventAndLetsItGoWithItsEnd() {
        CountDownLatch gate = new CountDownLatch(1);
        http.upstream.then(wire -> {
            wire.head(200, "text/event-stream");
            wire.chunk(OpenAiText.delta("a"));
            wire.chunk("data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(20_000));
            wire.await(gate);
            wire.chunk("\"}}]}\n\n" + OpenAiText.finish(0) + OpenAiText.DONE);
            wire.end();
        });
        Answer answer = http.loop.await(
                () -> http.backend.attempt(http.call(",\"stream\":true")).answer());
        http.read(answer, Reader.greedy());
        await().until(() -> admission.bufferedBytes() >= 20_000);
        gate.countDown();
        http.awaitEnd(answer);
        assertEquals(0, admission.bufferedBytes());
    }

    @Test
    void cutsAStreamWithoutBlameWhenItsFramesHaveNoRoom() {
        Answer answer = http.stream(wire -> {
            wire.head(200, "text/event-stream");
            wire.chunk(OpenAiText.delta("a"));
            wire.chunk(OpenAiText.delta("x".repeat(ROOM)));
            wire.hang();
        });
        Reader reader = http.read(answer, Reader.greedy());
        http.awaitEnd(answer);
        assertFull(reader.failure());
    }

    @Test
    void sendsALongRequestInPiecesAndUnchanged() {
        http.holdings = Room.ample();
        String more = ",\"user\":\"" + "long ".repeat(2_000_000) + "\"";
        http.answer(more, Script.json(OpenAiText.answer("a")));
        String body = http.upstream.received().getLast().body();
        assertTrue(body.equals(OpenAiText.request("gpt-mini", more)), "it was changed");
    }

    @Test
    void endsAnUploadThatUpstreamAnswersBeforeItHasRead() throws Exception {
        http.holdings = Room.ample();
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        CountDownLatch told = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket()) {
            // The system would let it grow to hold all that is sent.
            server.setReceiveBufferSize(64 * 1024);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            Thread.ofVirtual().start(() -> left.completeAsync(() -> refuse(server, told), Runnable::run));
            http.backend =
                    http.backend(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1"), HttpFixture.PATIENT);
            // Longer than whatever lies between may hold
            String more = ",\"user\":\"" + "x".repeat(18_000_000) + "\"";
            assertInstanceOf(Failure.TooLong.class, http.failure(more));
            told.countDown();
            assertTrue(left.get(10, TimeUnit.SECONDS), "nobody reads it, and it was still being sent");
        }
    }

    /** Answers when it has read a little, and reads on when the client knows; whether that left then. */
    private static boolean refuse(ServerSocket server, CountDownLatch told) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().readNBytes(2_000);
            socket.getOutputStream()
                    .write("HTTP/1.1 413 Large\r\ncontent-length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            told.await();
            socket.setSoTimeout(5_000);
            long read = 0;
            for (int n = 0;
                    n >= 0 && read < 18_000_000;
                    n = socket.getInputStream().read(new byte[1024])) read += n;
            return read < 18_000_000;
        } catch (SocketTimeoutException stillThere) {
            return false;
        } catch (IOException reset) {
            return true;
        } catch (InterruptedException over) {
            throw new IllegalStateException(over);
        }
    }
}
