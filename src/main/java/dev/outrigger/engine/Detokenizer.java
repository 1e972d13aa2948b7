package dev.outrigger.engine;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Joins tokens' bytes to text. A character whose bytes are spread over tokens comes out with the last of them; bytes
 * that are no UTF-8 come out as U+FFFD. What an answer that was cut off leaves unfinished is never seen.
 */
final class Detokenizer {
    /** Bytes that may wait for the rest of their character. */
    private static final int UNFINISHED_BYTES = 3;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);

    private ByteBuffer waiting = ByteBuffer.allocate(0);

    /** The whole characters that these bytes complete, maybe none. */
    String feed(byte[] bytes) {
        ByteBuffer joined = ByteBuffer.allocate(waiting.remaining() + bytes.length);
        joined.put(waiting).put(bytes).flip();
        CharBuffer text = CharBuffer.allocate(UNFINISHED_BYTES + bytes.length);
        decoder.decode(joined, text, false);
        waiting = joined.slice();
        return text.flip().toString();
    }
}
