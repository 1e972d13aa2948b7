package dev.outrigger.proxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Admission;
import dev.outrigger.admit.Limits;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.support.RawClient;
import dev.outrigger.support.Room;
import dev.outrigger.support.Row;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over a real socket: what a body costs from its head on, and every way in which it is not read. */
class BodyReaderTest {
    private static final Limits LIMITS = Room.limits(4, 1_000, 1_500);

    private final Vertx vertx = Vertx.vertx();
    private final Admission admission = new Admission();
    private final BlockingQueue<Reading> readings = new ArrayBlockingQueue<>(4);
    private HttpServer server;
    private RawClient app;

    private record Reading(BodyReader reader, io.vertx.core.Future<Bytes> body) {
        Failure failure() {
            await().until(body::isComplete);
            return FailureException.of(body.cause());
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(this::read)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        app = new RawClient(server.actualPort());
    }

    private void read(HttpServerRequest request) {
        BodyReader reader = new BodyReader(request, admission.holdings(LIMITS), LIMITS);
        Reading reading = new Reading(reader, reader.read());
        reading.body()
                .onFailure(thrown -> request.response()
                        .setStatusCode(FailureException.of(thrown).status())
                        .end());
        readings.add(reading);
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Reading begin(String head, String body) throws Exception {
        app.send("POST / HTTP/1.1\r\nhost: localhost\r\n" + head + "\r\n\r\n" + body);
        Reading reading = readings.poll(10, TimeUnit.SECONDS);
        assertTrue(reading != null, "no request came");
        return reading;
    }

    @Test
    void holdsWhatIsAnnouncedBeforeItCame() throws Exception {
        // When
        Reading reading = begin("content-length: 600", "x".repeat(100));
        // Then
        assertEquals(600, admission.bufferedBytes());
        assertFalse(reading.body().isComplete());
        app.send("y".repeat(500));
        await().until(reading.body()::isComplete);
        assertEquals("x".repeat(100) + "y".repeat(500), reading.body().result().utf8());
        assertEquals(600, reading.body().result().backing().length);
        assertEquals(600, admission.bufferedBytes());
    }

    @Test
    void readsABodyOfUnknownLength() throws Exception {
        Reading reading = begin("transfer-encoding: chunked", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
        // A first array has no room: bounds of a test are small
        assertTrue(reading.failure() instanceof Failure.Saturated, "its first array is counted whole");
        assertEquals(0, admission.bufferedBytes());
    }

    @Test
    @Row("input.body-cap")
    void refusesALongBodyBeforeAByteOfIt() throws Exception {
        Reading reading = begin("content-length: 1001", "");
        assertTrue(reading.failure() instanceof Failure.BodyTooLarge);
        assertTrue(app.until("\r\n\r\n").startsWith("HTTP/1.1 413"));
        assertEquals(0, admission.bufferedBytes());
    }

    @Test
    @Row("overload.bytes")
    void refusesABodyThatHasNoRoomBeforeAByteOfIt() throws Exception {
        begin("content-length: 1000", "");
        try (RawClient other = new RawClient(server.actualPort())) {
            other.send("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 501\r\n\r\n");
            Reading refused = readings.poll(10, TimeUnit.SECONDS);
            assertTrue(refused != null && refused.failure() instanceof Failure.Saturated);
            assertTrue(other.until("\r\n\r\n").startsWith("HTTP/1.1 503"));
        }
        assertEquals(1000, admission.bufferedBytes());
    }

    @Test
    void keepsNothingWhenTheAppLeaves() throws Exception {
        Reading reading = begin("content-length: 600", "x");
        app.reset();
        assertTrue(reading.failure() instanceof Failure.Cancelled);
        await().until(() -> admission.bufferedBytes() == 0);
    }

    @Test
    void refusesABodyThatIsNotSentInTime() throws Exception {
        // Given
        Reading reading = begin("content-length: 600", "x");
        // When
        vertx.runOnContext(late -> reading.reader().giveUp());
        // Then
        assertEquals(408, reading.failure().status());
        assertEquals(0, admission.bufferedBytes());
        String answer = app.until("\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 408"), answer);
    }

    @Test
    void givingUpAfterTheEndIsHarmless() throws Exception {
        Reading reading = begin("content-length: 3", "abc");
        await().until(reading.body()::isComplete);
        reading.reader().giveUp();
        assertEquals("abc", reading.body().result().utf8());
    }
}
