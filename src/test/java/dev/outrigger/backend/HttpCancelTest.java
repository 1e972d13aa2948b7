package dev.outrigger.backend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.support.Guards;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the app leaves, upstream sees it within 100 ms, and nothing is left behind. */
class HttpCancelTest {
    private static final long WITHIN_NANOS = Duration.ofMillis(100).toNanos();

    private final HttpFixture http = new HttpFixture();

    @AfterEach
    void close() throws IOException {
        http.close();
    }

    private void awaitRequest() {
        await().pollInterval(Duration.ofMillis(2))
                .until(() -> !http.upstream.received().isEmpty());
    }

    /** Cancels on the loop, and sees that upstream notices in time and the attempt has failed. */
    private void cancelled(Runnable cancel) throws Exception {
        AtomicLong at = new AtomicLong();
        http.loop.run(() -> {
            at.set(System.nanoTime());
            cancel.run();
        });
        long left = http.upstream.received().getLast().left().get(5, TimeUnit.SECONDS);
        assertTrue(left - at.get() < WITHIN_NANOS, "after " + (left - at.get()) / 1_000_000 + " ms");
    }

    private void assertCancelled(Run run) {
        Failure failure = assertThrows(FailureException.class, () -> http.loop.await(run::answer))
                .failure();
        assertInstanceOf(Failure.Cancelled.class, failure);
    }

    @Test
    @Row("leave.before-head")
    void leavesBeforeTheHead() throws Exception {
        http.upstream.then(Script.hang());
        Run run = http.beginStream();
        awaitRequest();
        cancelled(run::cancel);
        assertCancelled(run);
    }

    @Test
    @Row("leave.before-first-token")
    void leavesBeforeTheFirstContent() throws Exception {
        http.upstream.then(Script.streamInTwo(List.of(OpenAiText.role()), new CountDownLatch(1), List.of()));
        Run run = http.beginStream();
        await().until(() -> http.upstream.bytesWritten() > 100);
        cancelled(run::cancel);
        assertCancelled(run);
    }

    @Test
    @Row("leave.mid-stream")
    void leavesInTheMiddleOfAStream() throws Exception {
        Answer answer =
                http.stream(Script.streamInTwo(List.of(OpenAiText.delta("a")), new CountDownLatch(1), List.of()));
        Reader reader = http.read(answer, Reader.greedy());
        cancelled(() -> reader.subscription().cancel());
        assertInstanceOf(
                Failure.Cancelled.class,
                FailureException.of(answer.frames().completed().cause()));
    }

    @Test
    void leavesAStreamThatNobodyReads() throws Exception {
        Answer answer = http.stream(Script.endless(OpenAiText.delta("a".repeat(1000))));
        cancelled(() -> answer.frames().cancel());
    }

    @Test
    @Row("leave.whole")
    void leavesAWholeAnswer() throws Exception {
        http.upstream.then(Script.hangAfterHead(200, "application/json"));
        Run run = http.begin("");
        awaitRequest();
        cancelled(run::cancel);
        assertCancelled(run);
    }

    @Test
    void leavesBeforeItIsConnected() {
        http.upstream.then(Script.json(OpenAiText.answer("late")));
        Run run = http.loop.call(() -> {
            Run begun = http.backend.attempt(http.call(""));
            begun.cancel();
            return begun;
        });
        assertCancelled(run);
        // Whatever became of the connection, the next attempt works.
        http.answer("", Script.json(OpenAiText.answer("next")));
    }

    @Test
    void isHarmlessAfterTheEnd() {
        Run run = http.loop.call(() -> {
            http.upstream.then(Script.stream(OpenAiText.stream("a")));
            return http.backend.attempt(http.call(",\"stream\":true"));
        });
        Answer answer = http.loop.await(run::answer);
        http.read(answer, Reader.greedy());
        http.awaitEnd(answer);
        http.loop.run(run::cancel);
        // The connection that carried it may carry another's answer by now.
        http.answer("", Script.json(OpenAiText.answer("b")));
        http.loop.run(run::cancel);
        http.answer("", Script.json(OpenAiText.answer("c")));
        assertEquals(1, http.upstream.connections());
    }

    @Test
    void leavesAloneWhoIsOnItsConnectionByNow() {
        CountDownLatch gate = new CountDownLatch(1);
        Run first = http.loop.call(() -> {
            http.upstream.then(Script.atOnce(OpenAiText.stream("a", "b")));
            return http.backend.attempt(http.call(",\"stream\":true"));
        });
        Answer unread = http.loop.await(first::answer);
        Answer second = http.stream(Script.streamInTwo(List.of(OpenAiText.delta("c")), gate, OpenAiText.stream("d")));
        Reader reader = http.read(second, Reader.greedy());
        // The end of the first was parsed, though nobody has read it.
        assertEquals(1, http.upstream.connections());

        http.loop.run(() -> {
            unread.frames().cancel();
            first.cancel();
        });

        gate.countDown();
        http.awaitEnd(second);
        assertTrue(reader.isComplete());
    }

    @Test
    void givesItsPlaceInTheBulkheadBack() {
        GuardSettings narrow = Guards.of(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMinutes(2), 1);
        http.backend = http.backend(http.upstream.url(), narrow);
        http.upstream.then(Script.hang());
        for (String more : List.of("", ",\"stream\":true")) {
            int before = http.upstream.received().size();
            Run run = http.begin(more);
            await().until(() -> http.upstream.received().size() > before);
            assertInstanceOf(Failure.Saturated.class, http.failure(more));
            http.loop.run(run::cancel);
            assertCancelled(run);
        }
        http.answer("", Script.json(OpenAiText.answer("a")));
    }
}
