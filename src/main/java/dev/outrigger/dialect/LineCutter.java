package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a stream of lines of JSON at their ends (LF, or CRLF), whatever pieces the network delivers. The lines' raw bytes
 * together are what was fed. Not thread-safe. Source: "NDJSON" (https://github.com/ndjson/ndjson-spec).
 */
public final class LineCutter {
    private static final byte[] NONE = new byte[0];

    private byte[] held = NONE;
    private int size;
    private boolean overflowed;

    /** The lines that end within these bytes; none any more once the bound was passed. */
    public List<Line> feed(Bytes chunk) {
        List<Line> lines = new ArrayList<>(2);
        if (overflowed) return lines;
        byte[] bytes = chunk.array();
        int from = size;
        if (size > 0) {
            append(bytes);
            bytes = held;
        }
        int end = from + chunk.size();
        int start = 0;
        for (int i = from; i < end; i++)
            if (bytes[i] == '\n') {
                // A chunk that is one line, the ordinary case, is not copied.
                boolean isAll = start == 0 && i + 1 == bytes.length;
                lines.add(line(isAll ? bytes : Arrays.copyOfRange(bytes, start, i + 1)));
                start = i + 1;
            }
        if (size == 0 || start > 0) keep(bytes, start, end);
        if (size > SseCutter.MAX_EVENT_BYTES) {
            overflowed = true;
            keep(NONE, 0, 0);
        }
        return lines;
    }

    /** What came after the last whole line; nothing if that is nothing. */
    public Optional<Line> end() {
        Optional<Line> last = size == 0 ? Optional.empty() : Optional.of(line(Arrays.copyOf(held, size)));
        keep(NONE, 0, 0);
        return last;
    }

    /** Bytes that are kept of a line that has not ended. */
    public int held() {
        return held.length;
    }

    /** Whether a line was longer than {@link SseCutter#MAX_EVENT_BYTES}: what it held is gone, and so is the stream. */
    public boolean overflowed() {
        return overflowed;
    }

    private void keep(byte[] bytes, int from, int to) {
        held = from == to ? NONE : Arrays.copyOfRange(bytes, from, to);
        size = to - from;
    }

    /** Grows by doubling, so that a line in many pieces is not copied once a piece. */
    private void append(byte[] bytes) {
        if (size + bytes.length > held.length)
            held = Arrays.copyOf(held, Math.max(size + bytes.length, 2 * held.length));
        System.arraycopy(bytes, 0, held, size, bytes.length);
        size += bytes.length;
    }

    private static Line line(byte[] raw) {
        int end = raw.length;
        while (end > 0 && raw[end - 1] <= ' ' && raw[end - 1] >= 0) end--;
        return new Line(Bytes.of(raw), end == 0 ? Optional.empty() : Optional.of(Bytes.of(raw, 0, end)));
    }

    /** One line: its bytes with what ends it, and its text without; absent when it is empty. */
    public record Line(Bytes raw, Optional<Bytes> text) {}
}
