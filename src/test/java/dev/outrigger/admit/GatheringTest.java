package dev.outrigger.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.support.Room;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private final Hold hold = Room.of(new Admission(), 10_000).open();
    private final Gathering gathering = new Gathering(hold);

    @Test
    void keepsABodyOfKnownLengthOnceAndCopiesItNotAgain() {
        // When
        assertTrue(gathering.tryExpect(6));
        assertEquals(6, hold.bytes(), "before a byte of it has come");
        assertTrue(gathering.tryAdd(Buffer.buffer("abc")) && gathering.tryAdd(Buffer.buffer("def")));
        // Then
        assertEquals(6, hold.bytes());
        Bytes taken = gathering.take();
        assertEquals("abcdef", taken.utf8());
        assertEquals(6, taken.backing().length);
    }

    @Test
    void countsWhatABodyOfUnknownLengthTakes() {
        Hold ample = Room.ample().open();
        Gathering all = new Gathering(ample);
        for (int i = 0; i < 50; i++) assertTrue(all.tryAdd(Buffer.buffer(new byte[99])));
        assertEquals(50 * 99, all.size());
        Bytes taken = all.take();
        assertEquals(taken.backing().length, ample.bytes());
        assertTrue(ample.bytes() < 2L * taken.size());
    }

    @Test
    void refusesALengthThatHasNoRoom() {
        assertFalse(gathering.tryExpect(10_001));
        assertFalse(gathering.tryExpect(Long.MAX_VALUE / 2));
        assertEquals(0, hold.bytes());
    }

    @Test
    void refusesAPieceThatHasNoRoomAndKeepsWhatItHas() {
        assertTrue(gathering.tryAdd(Buffer.buffer(new byte[4_000])));
        long held = hold.bytes();
        // When: while it is copied there are two of it
        assertFalse(gathering.tryAdd(Buffer.buffer(new byte[4_000])));
        // Then
        assertEquals(held, hold.bytes());
        assertEquals(4_000, gathering.size());
    }

    @Test
    void takesMoreThanWasAnnouncedWithinItsRoom() {
        assertTrue(gathering.tryExpect(3));
        assertTrue(gathering.tryAdd(Buffer.buffer("abc")) && gathering.tryAdd(Buffer.buffer("def")));
        Bytes taken = gathering.take();
        assertEquals("abcdef", taken.utf8());
        assertEquals(taken.backing().length, hold.bytes());
    }

    @Test
    void keepsNothingThatWasTaken() {
        assertTrue(gathering.tryAdd(Buffer.buffer("abc")));
        gathering.take();
        assertEquals(0, gathering.size());
        assertTrue(gathering.take().isEmpty());
    }

    @Property
    void gathersPiecesInOrder(@ForAll @Size(max = 20) List<@StringLength(max = 300) String> pieces) {
        Gathering all = new Gathering(Room.ample().open());
        for (String piece : pieces) assertTrue(all.tryAdd(Buffer.buffer(piece)));
        assertEquals(Bytes.of(String.join("", pieces)), all.take());
    }
}
