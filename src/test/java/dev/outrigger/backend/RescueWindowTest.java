package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Frame;
import dev.outrigger.route.HoldSettings;
import dev.outrigger.support.FakeTime;
import dev.outrigger.support.Room;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RescueWindowTest {
    private final FakeTime time = new FakeTime();

    private FrameQueue queue(int tokens, Duration held) {
        return new FrameQueue(
                new Progress(1), new RescueWindow(time, new HoldSettings(tokens, held)), Valve.NONE, Room.ample());
    }

    private static void offer(FrameQueue queue, Frame... frames) {
        queue.offer(List.of(frames));
    }

    private static boolean isOpen(FrameQueue queue) {
        return queue.opened().isComplete();
    }

    private static Failure failure(FrameQueue queue) {
        return FailureException.of(queue.opened().cause());
    }

    @Test
    @Row("resume.rescue")
    void holdsBackAsManyTokens() {
        FrameQueue queue = queue(3, Duration.ZERO);

        offer(queue, Frames.ping(), Frames.text("eight of"));
        assertFalse(isOpen(queue));
        offer(queue, Frames.text(" it,"));
        assertTrue(isOpen(queue));

        Reader reader = Reader.greedy();
        queue.subscribe(reader);
        assertEquals(":eight of it,", reader.text());
        assertEquals(0, time.armed());
    }

    @Test
    @Row("resume.rescue")
    void holdsBackForAsLong() {
        FrameQueue queue = queue(0, Duration.ofMillis(200));

        offer(queue, Frames.ping());
        time.pass(Duration.ofSeconds(1));
        offer(queue, Frames.text("a"));
        time.pass(Duration.ofMillis(199));
        offer(queue, Frames.text("b"));
        assertFalse(isOpen(queue));
        time.pass(Duration.ofMillis(1));
        assertTrue(isOpen(queue));
    }

    @Test
    void knowsHowLongTheFirstContentWasHeldBack() {
        long[] nanos = {5_000};
        Progress progress = new Progress(1);
        FrameQueue queue = new FrameQueue(
                progress,
                new RescueWindow(time, new HoldSettings(3, Duration.ZERO), () -> nanos[0]),
                Valve.NONE,
                Room.ample());

        offer(queue, Frames.ping());
        nanos[0] += 100;
        assertEquals(0, progress.heldNanos());
        offer(queue, Frames.text("eight of"));
        nanos[0] += 700;
        offer(queue, Frames.text(" it,"));

        assertTrue(isOpen(queue));
        assertEquals(700, progress.heldNanos());
    }

    @Test
    void nothingWasHeldBackWhereThereIsNoWindow() {
        Progress progress = new Progress(1);
        FrameQueue queue = new FrameQueue(progress, Valve.NONE, Room.ample());
        offer(queue, Frames.text("a"));

        assertEquals(0, progress.heldNanos());
    }

    @Test
    void endsWithTheFirstOfBoth() {
        FrameQueue soon = queue(100, Duration.ofMillis(200));
        offer(soon, Frames.text("a"));
        time.pass(Duration.ofMillis(200));
        assertTrue(isOpen(soon));

        FrameQueue much = queue(1, Duration.ofMillis(200));
        offer(much, Frames.text("a"));
        offer(much, Frames.text("bcd"));
        assertTrue(isOpen(much));
        assertEquals(0, time.armed());
    }

    @Test
    @Row("resume.rescue")
    void anAnswerThatBreaksInsideWasNeverSeenAndMayMoveOn() {
        FrameQueue broken = queue(100, Duration.ofSeconds(1));
        offer(broken, Frames.text("a"));
        broken.fail(new Failure.Malformed("the connection broke", true));
        assertTrue(failure(broken).mayMoveOn());

        FrameQueue ended = queue(100, Duration.ofSeconds(1));
        offer(ended, Frames.text("a"));
        ended.complete();
        assertTrue(failure(ended).mayMoveOn());
        assertEquals("malformed", failure(ended).label());
        assertEquals(0, time.armed());
    }

    @Test
    void aWholeAnswerIsNotHeldBack() {
        FrameQueue queue = queue(100, Duration.ofSeconds(1));

        offer(queue, Frames.text("a"), Frames.finish(0));

        assertTrue(isOpen(queue));
        assertEquals(0, time.armed());
    }

    @Test
    void holdsBackNoMoreThanMayWait() {
        FrameQueue queue = queue(1_000_000, Duration.ZERO);

        offer(queue, Frames.text("a"));
        for (int i = 0; i < FrameQueue.MAX_UNOPENED_FRAMES; i++) offer(queue, Frames.ping());

        assertTrue(isOpen(queue));
        assertTrue(queue.opened().succeeded());
    }
}
