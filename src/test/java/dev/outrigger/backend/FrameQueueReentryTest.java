package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Frame;
import dev.outrigger.support.Room;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls from within calls, and readers that are at fault. */
class FrameQueueReentryTest {
    private final CountingValve valve = new CountingValve();
    private final FrameQueue queue = new FrameQueue(new Progress(1), valve, Room.ample());

    @Test
    void mayBeAskedForMoreFromWithinAFrame() {
        Reader reader = new Reader(subscription -> subscription.request(1)) {
            @Override
            public void onNext(Frame frame) {
                super.onNext(frame);
                subscription().request(1);
            }
        };
        queue.offer(List.of(Frames.text("a"), Frames.text("b")));
        queue.subscribe(reader);
        queue.offer(List.of(Frames.text("c"), Frames.finish(0)));
        queue.complete();
        assertEquals("abc|", reader.text());
        assertTrue(reader.isComplete());
    }

    @Test
    void mayBeCancelledFromWithinAFrame() {
        Reader reader = new Reader(subscription -> subscription.request(9)) {
            @Override
            public void onNext(Frame frame) {
                super.onNext(frame);
                subscription().cancel();
            }
        };
        queue.subscribe(reader);
        queue.offer(List.of(Frames.text("a"), Frames.text("b"), Frames.finish(0)));
        queue.complete();
        assertEquals("a", reader.text());
        assertFalse(reader.hasEnded());
    }

    @Test
    void keepsTheOrderWhenItsMakerAnswersTheValveAtOnce() {
        Prompt maker = new Prompt();
        FrameQueue prompt = new FrameQueue(new Progress(1), maker, Room.ample());
        maker.queue = prompt;
        Reader reader = new Reader(subscription -> subscription.request(1)) {
            @Override
            public void onNext(Frame frame) {
                super.onNext(frame);
                subscription().request(1);
            }
        };
        prompt.subscribe(reader);
        maker.left = 2;
        prompt.offer(List.of(Frames.text("a"), Frames.text("b")));
        assertEquals("abcd", reader.text());
    }

    @Test
    void givesUpAReaderThatThrows() {
        Reader reader = new Reader(subscription -> subscription.request(9)) {
            @Override
            public void onNext(Frame frame) {
                throw new IllegalStateException("reader");
            }
        };
        queue.subscribe(reader);
        queue.offer(List.of(Frames.text("a")));
        assertTrue(valve.isShut);
        assertInstanceOf(
                Failure.Internal.class, FailureException.of(queue.completed().cause()));
        assertTrue(reader.hasEnded());
    }

    @Test
    void refusesADemandOfNothing() {
        Reader reader = Reader.idle();
        queue.subscribe(reader);
        reader.subscription().request(0);
        assertTrue(reader.hasEnded());
        assertTrue(valve.isShut);
    }

    /** Delivers the rest the moment it is asked. */
    private static final class Prompt implements Valve {
        private FrameQueue queue = FrameQueue.whole(Frames.ping(), new Progress(1), Room.ample());
        private int left;

        @Override
        public void open() {
            if (left > 0) queue.offer(List.of(Frames.text(left-- == 2 ? "c" : "d")));
        }

        @Override
        public void close() {}

        @Override
        public void shut() {}
    }
}
