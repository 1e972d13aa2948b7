package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a stream of server-sent events at their ends (an empty line; LF, CRLF or CR), whatever pieces the network
 * delivers. Not thread-safe. Source: WHATWG HTML, section 9.2 "Server-sent events".
 */
final class SseCutter {
    /** An event longer than this is a broken stream: nothing that long is ever sent, and it would be held in memory. */
    static final int MAX_EVENT_BYTES = 16 * 1024 * 1024;

    private byte[] rest = new byte[0];

    /** The events that end within these bytes. */
    List<Event> feed(Bytes chunk) {
        byte[] bytes = rest.length == 0 ? chunk.array() : join(rest, chunk.array());
        List<Event> events = new ArrayList<>(2);
        int start = 0;
        int end;
        // The last bytes scanned before may be the first of an empty line.
        int from = Math.max(0, rest.length - 3);
        while ((end = eventEnd(bytes, from)) >= 0) {
            events.add(event(bytes, start, end));
            start = end;
            from = end;
        }
        rest = start == 0 ? bytes : Arrays.copyOfRange(bytes, start, bytes.length);
        return events;
    }

    /** What came after the last whole event; nothing if that is nothing. */
    Optional<Event> end() {
        Optional<Event> last = rest.length == 0 ? Optional.empty() : Optional.of(event(rest, 0, rest.length));
        rest = new byte[0];
        return last;
    }

    /** Bytes held back until their event ends. */
    int held() {
        return rest.length;
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** The offset after the empty line that ends the first event at or after {@code from}; -1 when there is none. */
    private static int eventEnd(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] != '\n' && bytes[i] != '\r') continue;
            int next = lineEnd(bytes, i);
            if (next < bytes.length && (bytes[next] == '\n' || bytes[next] == '\r')) {
                int end = lineEnd(bytes, next);
                // A CR at the very end may be half of a CRLF: wait for the rest.
                return end == bytes.length && bytes[next] == '\r' ? -1 : end;
            }
            i = next - 1;
        }
        return -1;
    }

    private static int lineEnd(byte[] bytes, int at) {
        return bytes[at] == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n' ? at + 2 : at + 1;
    }

    private static Event event(byte[] bytes, int start, int end) {
        byte[] raw = start == 0 && end == bytes.length ? bytes : Arrays.copyOfRange(bytes, start, end);
        String name = "";
        StringBuilder data = new StringBuilder();
        boolean any = false;
        for (String line : new String(raw, StandardCharsets.UTF_8).split("\r\n|\n|\r", -1)) {
            if (line.startsWith("event:")) name = line.substring(6).strip();
            if (!line.startsWith("data:")) continue;
            if (any) data.append('\n');
            data.append(line, line.startsWith("data: ") ? 6 : 5, line.length());
            any = true;
        }
        return new Event(Bytes.of(raw), name, any ? Optional.of(data.toString()) : Optional.empty());
    }

    /** One event: its bytes with the empty line that ends it, its name, its data lines joined. */
    record Event(Bytes raw, String name, Optional<String> data) {}
}
