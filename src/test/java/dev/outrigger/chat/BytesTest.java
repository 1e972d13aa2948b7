package dev.outrigger.chat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BytesTest {
    private static final byte[] ARRAY = "abcdef".getBytes(StandardCharsets.UTF_8);

    @Test
    void areAStretchOfAnArrayThatIsNotCopied() {
        // When
        Bytes stretch = Bytes.of(ARRAY).slice(1, 4).slice(1, 2);
        // Then
        assertSame(ARRAY, stretch.backing());
        assertEquals("cd", stretch.utf8());
        assertArrayEquals("cd".getBytes(StandardCharsets.UTF_8), stretch.array());
        assertEquals(Bytes.of("cd"), stretch);
        assertEquals(Bytes.of("cd").hashCode(), stretch.hashCode());
        assertSame(ARRAY, Bytes.of(ARRAY).array());
        assertSame(Bytes.EMPTY, stretch.slice(2, 0));
    }

    @Test
    void endWhereTheyEnd() {
        Bytes stretch = Bytes.of(ARRAY, 1, 4);
        assertThrows(IndexOutOfBoundsException.class, () -> stretch.slice(1, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> stretch.slice(-1, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.of(ARRAY, 3, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.of(ARRAY, 3, Integer.MAX_VALUE));
    }

    @Test
    void areJoinedFromPieces() {
        Bytes whole = Bytes.of(ARRAY);
        assertEquals(Bytes.of("efab"), new Splice(List.of(whole.slice(4, 2), whole.slice(0, 2))).joined());
        assertEquals(4, new Splice(List.of(whole.slice(4, 2), whole.slice(0, 2))).size());
        assertSame(whole, Splice.of(whole).joined());
        assertEquals(Bytes.EMPTY, new Splice(List.of()).joined());
    }
}
