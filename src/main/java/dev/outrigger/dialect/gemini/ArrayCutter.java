package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.Bytes;
import dev.outrigger.dialect.SseCutter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a stream that is one array of JSON objects after each of them, and after the array, whatever pieces the network
 * delivers. The cuts together are what was fed: what separates two objects goes with the second. Not thread-safe.
 */
final class ArrayCutter {
    private static final byte[] NONE = new byte[0];

    private byte[] held = NONE;
    private int size;
    private int looked;
    private int depth;
    private boolean inText;
    private boolean isEscaped;
    private boolean isArray;
    private boolean begun;
    private boolean overflowed;

    /** The cuts that these bytes complete; none any more once the bound was passed. */
    List<Bytes> feed(Bytes chunk) {
        List<Bytes> cuts = new ArrayList<>(2);
        if (overflowed) return cuts;
        append(chunk.array());
        int start = 0;
        while (looked < size) {
            if (!ends(held[looked++])) continue;
            cuts.add(Bytes.of(Arrays.copyOfRange(held, start, looked)));
            start = looked;
        }
        if (start > 0) keep(start);
        if (size > SseCutter.MAX_EVENT_BYTES) {
            overflowed = true;
            keep(size);
        }
        return cuts;
    }

    /** What came after the last cut. */
    Bytes end() {
        Bytes rest = Bytes.of(Arrays.copyOf(held, size));
        keep(size);
        return rest;
    }

    /** Bytes that are kept of an object that has not ended. */
    int held() {
        return held.length;
    }

    /** Whether an object was longer than {@link SseCutter#MAX_EVENT_BYTES}: what it held is gone, and so is the stream. */
    boolean overflowed() {
        return overflowed;
    }

    /** Whether what came is an array, and not its one object. */
    boolean isArray() {
        return isArray;
    }

    private boolean ends(byte next) {
        if (inText) {
            text(next);
            return false;
        }
        if (!begun && next > ' ') begin(next);
        switch (next) {
            case '"' -> inText = true;
            case '{', '[' -> depth++;
            case '}', ']' -> depth--;
            default -> {}
        }
        return next == '}' ? depth == 1 : next == ']' && depth == 0;
    }

    private void text(byte next) {
        if (isEscaped) isEscaped = false;
        else if (next == '\\') isEscaped = true;
        else if (next == '"') inText = false;
    }

    /** An object without an array, as which the vendor tells an error, is cut as one within. */
    private void begin(byte first) {
        begun = true;
        isArray = first == '[';
        if (first == '{') depth = 1;
    }

    private void keep(int from) {
        held = from == size ? NONE : Arrays.copyOfRange(held, from, size);
        size -= from;
        looked = size;
    }

    /** Grows by doubling, so that an object in many pieces is not copied once a piece. */
    private void append(byte[] bytes) {
        if (size + bytes.length > held.length)
            held = Arrays.copyOf(held, Math.max(size + bytes.length, 2 * held.length));
        System.arraycopy(bytes, 0, held, size, bytes.length);
        size += bytes.length;
    }
}
