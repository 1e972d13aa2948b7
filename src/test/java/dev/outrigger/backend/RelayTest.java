package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Script;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request that is passed through, on a connection that others use too. */
class RelayTest {
    private final HttpFixture http = new HttpFixture();

    @AfterEach
    void close() throws IOException {
        http.close();
    }

    private Relay relay() {
        return http.loop.call(() -> http.backend.relay(HttpFixture.DIALECT, HttpMethod.GET, "/files", http.headers));
    }

    private Relay.Answered answered(Relay relay, Script script) {
        http.upstream.then(script);
        return http.loop.await(() -> relay.send(new Relay.Body.None()));
    }

    @Test
    void leavesInTheMiddleOfAnAnswer() throws Exception {
        Relay relay = relay();
        answered(relay, Script.hangAfterHead(200, "text/plain"));
        long at = System.nanoTime();

        http.loop.run(relay::cancel);

        long left = http.upstream.received().getLast().left().get(5, TimeUnit.SECONDS);
        assertTrue(left - at < Duration.ofMillis(100).toNanos(), "after " + (left - at) / 1_000_000 + " ms");
    }

    @Test
    void leavesAloneWhoIsOnItsConnectionByNow() {
        CountDownLatch gate = new CountDownLatch(1);
        Relay first = relay();
        answered(first, Script.atOnce(OpenAiText.stream("unread")));
        Relay.Answered second = answered(relay(), Script.streamInTwo(List.of("be"), gate, List.of("gun")));
        // The end of the first was parsed, though nobody has read it.
        assertEquals(1, http.upstream.connections());
        Future<Buffer> read = http.loop.call(() -> read(second.body()));

        http.loop.run(first::cancel);

        gate.countDown();
        assertEquals("begun", http.loop.await(() -> read).toString());
    }

    private static Future<Buffer> read(ReadStream<Buffer> body) {
        Buffer read = Buffer.buffer();
        return Future.future(promise -> {
            body.handler(read::appendBuffer);
            body.exceptionHandler(promise::tryFail);
            body.endHandler(end -> promise.tryComplete(read));
            body.resume();
        });
    }
}
