package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.outrigger.chat.Bytes;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PacedWriteTest {
    private static final byte[] WORD = "data: word".getBytes(StandardCharsets.UTF_8);

    @Test
    @SuppressWarnings("deprecation")
    void whatFillsItsArrayIsNotCopied() {
        assertSame(
                WORD,
                PacedWrite.bytes(Buffer.buffer(Unpooled.wrappedBuffer(WORD))).array());
    }

    /** The rest of the array may be another's, and be written to. */
    @Test
    @SuppressWarnings("deprecation")
    void ofAPieceOfAnArrayThereIsACopy() {
        byte[] larger = "data: words, data: word".getBytes(StandardCharsets.UTF_8);

        Bytes came = PacedWrite.bytes(Buffer.buffer(Unpooled.wrappedBuffer(larger, 13, 10)));
        larger[13] = 'x';

        assertArrayEquals(WORD, came.backing());
    }

    @Test
    @SuppressWarnings("deprecation")
    void whatStandsOutsideTheHeapIsCopied() {
        Bytes came = PacedWrite.bytes(Buffer.buffer(Unpooled.directBuffer().writeBytes(WORD)));

        assertEquals(Bytes.of(WORD), came);
    }
}
