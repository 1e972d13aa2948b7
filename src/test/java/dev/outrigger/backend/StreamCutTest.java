package dev.outrigger.backend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.chat.Failure;
import dev.outrigger.support.Guards;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of upstreams that begin well and then say nothing, or nothing that can be read. */
class StreamCutTest {
    private final HttpFixture http = new HttpFixture();
    private final CountDownLatch begun = new CountDownLatch(1);

    @AfterEach
    void close() throws IOException {
        http.close();
    }

    private Failure failureAfter(String... then) {
        Answer answer = http.stream(Script.streamInTwo(List.of(OpenAiText.delta("a")), begun, List.of(then)));
        Reader reader = http.read(answer, Reader.greedy());
        if (then.length > 0) begun.countDown();
        http.awaitEnd(answer);
        assertEquals(OpenAiText.delta("a"), reader.text());
        return reader.failure();
    }

    @Test
    @Row("after.unreadable")
    void isCutByAnEventThatCannotBeRead() {
        assertInstanceOf(Failure.Cut.class, failureAfter("data: {\"cho\n\n", OpenAiText.delta("b")));
    }

    @Test
    @Row("after.error-event")
    void isCutByAnErrorEvent() {
        String error = "data: " + OpenAiText.error("server_error", "c") + "\n\n";

        assertInstanceOf(Failure.Cut.class, failureAfter(error, OpenAiText.delta("b")));
    }

    @Test
    @Row("clock.idle")
    void isLeftWhenItFallsSilent() {
        http.backend = http.backend(
                http.upstream.url(),
                Guards.of(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMillis(150), 16));

        Failure.TimedOut silent = assertInstanceOf(Failure.TimedOut.class, failureAfter());

        assertEquals(Failure.Clock.IDLE, silent.clock());
        await().until(() -> http.upstream.openConnections() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ": OPENROUTER PROCESSING\n\n",
                "\n",
                "data: {\"id\":\"",
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"}}]}\n\n"
            })
    @Row("clock.idle")
    void isLeftWhenItGoesOnWithoutSayingAnything(String nothing) {
        http.backend = http.backend(
                http.upstream.url(),
                Guards.of(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMillis(150), 16));
        Answer answer = http.stream(Script.endless(OpenAiText.delta("a"), nothing));
        Reader reader = http.read(answer, Reader.greedy());
        http.awaitEnd(answer);

        Failure.TimedOut silent = assertInstanceOf(Failure.TimedOut.class, reader.failure());

        assertEquals(Failure.Clock.IDLE, silent.clock());
        await().until(() -> http.upstream.openConnections() == 0);
    }
}
