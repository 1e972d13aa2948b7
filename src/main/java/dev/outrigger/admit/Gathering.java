package dev.outrigger.admit;

import dev.outrigger.chat.Bytes;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * A body that comes in pieces, gathered in one array, which is held for as long as its {@link Hold} is. When its length
 * was announced nothing is copied twice. Confined to one event loop.
 */
public final class Gathering {
    private static final byte[] NOTHING = new byte[0];

    /** The first array of a body whose length is not known. */
    private static final int FIRST_BYTES = 4 * 1024;

    private final Hold hold;
    private byte[] bytes = NOTHING;
    private int expected;
    private int size;

    public Gathering(Hold hold) {
        this.hold = hold;
    }

    /** Holds room for a body of this length before it comes; false when there is none. */
    public boolean tryExpect(long length) {
        if (length > Integer.MAX_VALUE || !hold.tryGrow(length)) return false;
        expected = (int) length;
        return true;
    }

    /** Adds a piece; false when there is no room for it. */
    public boolean tryAdd(Buffer piece) {
        long needed = (long) size + piece.length();
        if (needed > bytes.length && !tryEnlarge(needed)) return false;
        piece.getBytes(0, piece.length(), bytes, size);
        size += piece.length();
        return true;
    }

    private boolean tryEnlarge(long needed) {
        if (bytes.length == 0 && needed <= expected) {
            bytes = new byte[expected];
            return true;
        }
        // While it is copied there are two of it.
        long larger = Math.min(Integer.MAX_VALUE - 8, Math.max(Math.max(needed, FIRST_BYTES), 2L * bytes.length));
        long held = Math.max(bytes.length, expected);
        if (needed > larger || !hold.tryGrow(larger)) return false;
        bytes = Arrays.copyOf(bytes, (int) larger);
        expected = 0;
        hold.shrink(held);
        return true;
    }

    /** How many bytes there are. */
    public int size() {
        return size;
    }

    /** Hands over what was gathered, which is not kept here. */
    public Bytes take() {
        Bytes taken = Bytes.of(bytes, 0, size);
        bytes = NOTHING;
        size = 0;
        return taken;
    }
}
