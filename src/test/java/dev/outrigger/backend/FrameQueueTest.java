package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Admission;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Frame;
import dev.outrigger.support.Room;
import dev.outrigger.support.Row;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameQueueTest {
    private final CountingValve valve = new CountingValve();
    private final FrameQueue queue = new FrameQueue(new Progress(1), valve, Room.ample());

    @Test
    void opensAtTheFirstContentAndNotBefore() {
        queue.offer(List.of(Frames.ping()));
        assertFalse(queue.opened().isComplete());
        queue.offer(List.of(Frames.text("a")));
        assertTrue(queue.opened().succeeded());
    }

    @Test
    @Row("before.finish-alone")
    void opensAtAFinishReasonWithoutContent() {
        queue.offer(List.of(Frames.finish(0)));
        assertTrue(queue.opened().succeeded());
    }

    @Test
    void readsNothingMoreBetweenItsOpeningAndItsReader() {
        queue.offer(List.of(Frames.text("a")));
        assertFalse(valve.isOpen);
    }

    @Test
    void readsOnWhenItsReaderWantsMore() {
        queue.offer(List.of(Frames.text("a")));
        queue.subscribe(Reader.greedy());
        assertTrue(valve.isOpen);
    }

    @Test
    void stopsReadingWhenItsReaderIsSlow() {
        queue.subscribe(Reader.idle());
        for (int i = 0; i < FrameQueue.HIGH_WATER; i++) {
            assertTrue(valve.isOpen, "closed at " + i);
            queue.offer(List.of(Frames.text("a")));
        }
        assertFalse(valve.isOpen);
    }

    @Test
    void readsOnOnlyWhenEverythingWasTaken() {
        Reader reader = Reader.idle();
        queue.subscribe(reader);
        queue.offer(IntStream.range(0, 40).mapToObj(i -> Frames.text("a")).toList());
        reader.subscription().request(40);
        assertFalse(valve.isOpen);
        reader.subscription().request(1);
        assertTrue(valve.isOpen);
    }

    @Test
    @Row("after.end")
    void holdsBackAnEndMarkThatComesBeforeTheFinishReason() {
        Reader reader = Reader.greedy();
        queue.subscribe(reader);
        queue.offer(List.of(Frames.text("a")));
        queue.offer(List.of(Frames.ended()));
        assertEquals("a", reader.text());
        assertInstanceOf(
                Failure.Cut.class, FailureException.of(queue.completed().cause()));
        assertFalse(reader.isComplete());
    }

    @Test
    @Row("before.stream-broken")
    void isNotCutByWhatComesTogetherWithItsFirstContent() {
        queue.offer(List.of(Frames.text("a"), Frames.ended()));

        Failure broken = FailureException.of(queue.opened().cause());
        assertInstanceOf(Failure.Malformed.class, broken);
        assertTrue(broken.mayMoveOn());
    }

    @Test
    void givesEveryFrameOnceAndInOrder() {
        Reader reader = Reader.greedy();
        queue.offer(List.of(Frames.ping(), Frames.text("a")));
        queue.subscribe(reader);
        queue.offer(List.of(Frames.text("b"), Frames.finish(0), Frames.ended()));
        queue.complete();
        assertEquals(":ab|.", reader.text());
        assertTrue(reader.isComplete());
        assertTrue(queue.completed().succeeded());
    }

    @Test
    void isCutWhenItEndsBeforeItsFinishReason() {
        Reader reader = Reader.greedy();
        queue.subscribe(reader);
        queue.offer(List.of(Frames.text("a")));
        queue.complete();
        assertInstanceOf(Failure.Cut.class, reader.failure());
        assertInstanceOf(
                Failure.Cut.class, FailureException.of(queue.completed().cause()));
    }

    @Test
    @Row("after.complete")
    void isCutWhenOnlySomeChoicesHaveTheirFinishReason() {
        FrameQueue two = new FrameQueue(new Progress(2), valve, Room.ample());
        Reader reader = Reader.greedy();
        two.subscribe(reader);
        two.offer(List.of(Frames.text("a"), Frames.finish(0)));
        two.complete();
        assertInstanceOf(Failure.Cut.class, reader.failure());
    }

    @Test
    @Row("after.complete")
    void isWholeWhenEveryChoiceHasItsFinishReason() {
        FrameQueue two = new FrameQueue(new Progress(2), valve, Room.ample());
        Reader reader = Reader.greedy();
        two.subscribe(reader);
        two.offer(List.of(Frames.text("a"), Frames.finish(1), Frames.finish(0)));
        two.complete();
        assertTrue(reader.isComplete());
    }

    @Test
    void isWholeThoughTheConnectionBreaksAfterTheLastFinishReason() {
        Reader reader = Reader.greedy();
        queue.subscribe(reader);
        queue.offer(List.of(Frames.text("a"), Frames.finish(0)));
        queue.fail(new Failure.Malformed("the connection broke"));
        assertEquals("a|", reader.text());
        assertTrue(reader.isComplete());
    }

    @Test
    void isMalformedWhenItEndsBeforeAnything() {
        queue.offer(List.of(Frames.ping()));
        queue.complete();
        assertInstanceOf(
                Failure.Malformed.class, FailureException.of(queue.opened().cause()));
    }

    @Test
    @Row("before.error-in-200")
    void failsAsItsErrorEventSaysBeforeItOpened() {
        queue.offer(List.of(Frames.text("a"), Frames.failed(Failures.OVERLOADED)));
        assertSame(Failures.OVERLOADED, FailureException.of(queue.opened().cause()));
        assertTrue(valve.isShut);
    }

    @Test
    @Row("after.error-event")
    void isCutByAnErrorEventAfterItOpened() {
        Reader reader = Reader.greedy();
        queue.subscribe(reader);
        queue.offer(List.of(Frames.text("a")));
        queue.offer(List.of(Frames.failed(Failures.OVERLOADED), Frames.text("b")));
        assertEquals("a", reader.text());
        assertInstanceOf(Failure.Cut.class, reader.failure());
        assertTrue(valve.isShut);
    }

    @Test
    void deliversWhatCameBeforeItTellsOfTheCut() {
        Reader reader = Reader.idle();
        queue.offer(List.of(Frames.text("a"), Frames.text("b")));
        queue.fail(Failures.MALFORMED);
        queue.subscribe(reader);
        reader.subscription().request(1);
        assertFalse(reader.hasEnded());
        reader.subscription().request(1);
        assertEquals("ab", reader.text());
        assertInstanceOf(Failure.Cut.class, reader.failure());
    }

    @Test
    void keepsATimeOutATimeOut() {
        queue.offer(List.of(Frames.text("a")));
        queue.fail(Failures.DEADLINE);
        assertSame(Failures.DEADLINE, FailureException.of(queue.completed().cause()));
    }

    @Test
    void saysNothingMoreAfterACancel() {
        Reader reader = Reader.greedy();
        queue.subscribe(reader);
        queue.offer(List.of(Frames.text("a")));
        reader.subscription().cancel();
        queue.offer(List.of(Frames.text("b")));
        queue.complete();
        assertEquals("a", reader.text());
        assertFalse(reader.hasEnded());
        assertTrue(valve.isShut);
        assertInstanceOf(
                Failure.Cancelled.class, FailureException.of(queue.completed().cause()));
    }

    @Test
    void failsItsOpeningWhenGivenUpBefore() {
        queue.cancel();
        assertInstanceOf(
                Failure.Cancelled.class, FailureException.of(queue.opened().cause()));
    }

    @Test
    void hasOneReader() {
        queue.subscribe(Reader.idle());
        assertThrows(IllegalStateException.class, () -> queue.subscribe(Reader.idle()));
    }

    @Test
    void stopsReadingWhenItsReaderLeavesManyBytes() {
        queue.subscribe(Reader.idle());
        queue.offer(List.of(Frames.text("a")));
        assertTrue(valve.isOpen);
        queue.offer(List.of(Frames.text("x".repeat(FrameQueue.HIGH_WATER_BYTES))));
        assertFalse(valve.isOpen);
    }

    @Test
    void holdsFramesUntilTheyAreRead() {
        Admission admission = new Admission();
        FrameQueue held = new FrameQueue(new Progress(1), valve, Room.of(admission, 100_000));
        Reader reader = Reader.idle();
        held.subscribe(reader);
        held.offer(List.of(Frames.text("abc"), Frames.text("d")));
        assertEquals(2 * FrameQueue.FRAME_BYTES + 4, admission.bufferedBytes());
        held.request(1);
        assertEquals(2 * FrameQueue.FRAME_BYTES + 4, admission.bufferedBytes(), "its reader has it still");
        held.request(1);
        assertEquals(FrameQueue.FRAME_BYTES + 1, admission.bufferedBytes());
        held.cancel();
        assertEquals(0, admission.bufferedBytes());
    }

    @Test
    void failsWithoutBlameWhenAFrameHasNoRoom() {
        FrameQueue full = new FrameQueue(new Progress(1), valve, Room.of(new Admission(), 1_000));
        Reader reader = Reader.greedy();
        full.subscribe(reader);
        full.offer(List.of(Frames.text("a"), Frames.text("x".repeat(1_000))));
        assertEquals("a", reader.text());
        assertInstanceOf(Failure.Saturated.class, reader.failure());
        assertTrue(valve.isShut);
    }

    @Test
    void doesNotHoldWithoutEndWhatComesBeforeContent() {
        Frame padding = new Frame(Bytes.of(new byte[100_000]), List.of(new Event.Ping()));
        for (int i = 0; i < 11; i++) queue.offer(List.of(padding));
        assertInstanceOf(
                Failure.Malformed.class, FailureException.of(queue.opened().cause()));
        assertTrue(valve.isShut);
    }

    @Test
    void isWholeAtOnceWhenItsAnswerIs() {
        FrameQueue whole = FrameQueue.whole(Frames.text("all"), new Progress(1), Room.ample());
        Reader reader = Reader.greedy();
        assertTrue(whole.completed().succeeded());
        whole.subscribe(reader);
        assertEquals("all", reader.text());
        assertTrue(reader.isComplete());
    }
}
