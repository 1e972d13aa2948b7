package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a stream of server-sent events at their ends (an empty line; LF, CRLF or CR), whatever pieces the network
 * delivers. The events' raw bytes together are what was fed. Not thread-safe. Source: WHATWG HTML, section 9.2
 * "Server-sent events".
 */
public final class SseCutter {
    /** An event longer than this is a broken stream: nothing that long is ever sent, and it would be held in memory. */
    public static final int MAX_EVENT_BYTES = 8 * 1024 * 1024;

    private static final byte[] NONE = new byte[0];

    private byte[] held = NONE;
    private int size;
    private boolean overflowed;

    /** The events that end within these bytes; none any more once the bound was passed. */
    public List<Event> feed(Bytes chunk) {
        List<Event> events = new ArrayList<>(2);
        if (overflowed) return events;
        if (size == 0) {
            byte[] bytes = chunk.array();
            int start = cut(bytes, bytes.length, 0, events);
            keep(bytes, start, bytes.length);
        } else {
            // The last bytes scanned before may be the first of an empty line.
            int from = Math.max(0, size - 3);
            append(chunk.array());
            int start = cut(held, size, from, events);
            if (start > 0) keep(held, start, size);
        }
        if (size > MAX_EVENT_BYTES) {
            overflowed = true;
            keep(NONE, 0, 0);
        }
        return events;
    }

    /** What came after the last whole event; nothing if that is nothing. */
    public Optional<Event> end() {
        Optional<Event> last = size == 0 ? Optional.empty() : Optional.of(event(Arrays.copyOf(held, size)));
        keep(NONE, 0, 0);
        return last;
    }

    /** Bytes that are kept of an event that has not ended. */
    public int held() {
        return held.length;
    }

    /** Whether an event was longer than {@link #MAX_EVENT_BYTES}: what it held is gone, and so is the stream. */
    public boolean overflowed() {
        return overflowed;
    }

    private void keep(byte[] bytes, int from, int to) {
        held = from == to ? NONE : Arrays.copyOfRange(bytes, from, to);
        size = to - from;
    }

    /** Grows by doubling, so that an event in many pieces is not copied once a piece. */
    private void append(byte[] bytes) {
        if (size + bytes.length > held.length)
            held = Arrays.copyOf(held, Math.max(size + bytes.length, 2 * held.length));
        System.arraycopy(bytes, 0, held, size, bytes.length);
        size += bytes.length;
    }

    /** Adds the whole events and returns where the first unfinished one starts. */
    private static int cut(byte[] bytes, int size, int from, List<Event> events) {
        int start = 0;
        int end = eventEnd(bytes, size, from);
        while (end >= 0) {
            // A chunk that is one event, the ordinary case, is not copied.
            events.add(event(start == 0 && end == bytes.length ? bytes : Arrays.copyOfRange(bytes, start, end)));
            start = end;
            end = eventEnd(bytes, size, start);
        }
        return start;
    }

    /** The offset after the empty line that ends the first event at or after {@code from}; -1 when there is none. */
    private static int eventEnd(byte[] bytes, int size, int from) {
        for (int i = from; i < size; i++) {
            if (bytes[i] != '\n' && bytes[i] != '\r') continue;
            int next = lineEnd(bytes, size, i);
            if (next < size && (bytes[next] == '\n' || bytes[next] == '\r')) {
                int end = lineEnd(bytes, size, next);
                // A CR at the very end may be half of a CRLF: wait for the rest.
                return end == size && bytes[next] == '\r' && bytes[end - 1] == '\r' ? -1 : end;
            }
            i = next - 1;
        }
        return -1;
    }

    private static int lineEnd(byte[] bytes, int size, int at) {
        return bytes[at] == '\r' && at + 1 < size && bytes[at + 1] == '\n' ? at + 2 : at + 1;
    }

    /** Reads an event's lines; comments and fields other than its data are left aside. */
    private static Event event(byte[] raw) {
        Bytes data = Bytes.EMPTY;
        ByteArrayOutputStream joined = new ByteArrayOutputStream(0);
        int lines = 0;
        int at = 0;
        while (at < raw.length) {
            int end = at;
            while (end < raw.length && raw[end] != '\n' && raw[end] != '\r') end++;
            if (isData(raw, at, end)) {
                Bytes line = value(raw, at + "data:".length(), end);
                if (lines == 1) joined.write(data.backing(), data.from(), data.size());
                if (lines > 0) {
                    joined.write('\n');
                    joined.write(line.backing(), line.from(), line.size());
                }
                data = line;
                lines++;
            }
            at = end == raw.length ? end : lineEnd(raw, raw.length, end);
        }
        if (lines > 1) data = Bytes.of(joined.toByteArray());
        return new Event(Bytes.of(raw), data.isEmpty() ? Optional.empty() : Optional.of(data));
    }

    private static boolean isData(byte[] raw, int at, int end) {
        return end - at >= 5
                && raw[at] == 'd'
                && raw[at + 1] == 'a'
                && raw[at + 2] == 't'
                && raw[at + 3] == 'a'
                && raw[at + 4] == ':';
    }

    /** One space after the colon is not part of the value. */
    private static Bytes value(byte[] raw, int from, int end) {
        int start = from < end && raw[from] == ' ' ? from + 1 : from;
        return Bytes.of(raw, start, end - start);
    }

    /** One event: its bytes with the empty line that ends it, and its data lines joined; absent when they are empty. */
    public record Event(Bytes raw, Optional<Bytes> data) {}
}
