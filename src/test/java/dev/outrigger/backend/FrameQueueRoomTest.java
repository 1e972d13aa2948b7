package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Admission;
import dev.outrigger.admit.Holdings;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Frame;
import dev.outrigger.support.Room;
import dev.outrigger.support.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an attempt that failed before it opened leaves of its exchange's room: all. */
class FrameQueueRoomTest {
    private final Holdings room = Room.of(new Admission(), 10_000);
    private final FrameQueue failed = new FrameQueue(new Progress(1), new CountingValve(), room);

    @Test
    @Row("overload.bytes")
    void isGivenBackOnce() {
        failed.offer(List.of(Frames.ping(), Frames.ping()));
        assertEquals(2 * (FrameQueue.FRAME_BYTES + 1), room.bytes());
        failed.fail(Failures.MALFORMED);
        assertEquals(0, room.bytes());
        failed.cancel();
        assertEquals(0, room.bytes());
    }

    @Test
    @Row("overload.bytes")
    void isThereForTheNext() {
        failed.offer(List.of(new Frame(Bytes.of(new byte[8_000]), List.of(new Event.Ping()))));
        failed.complete();
        FrameQueue next = new FrameQueue(new Progress(1), new CountingValve(), room);
        next.offer(List.of(Frames.text("x".repeat(8_000))));
        assertTrue(next.opened().succeeded());
    }
}
