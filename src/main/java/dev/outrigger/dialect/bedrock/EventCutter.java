package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Bytes;
import dev.outrigger.dialect.SseCutter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cuts AWS's binary event stream into its messages, whatever pieces the network delivers. The messages' raw bytes together
 * are what was fed. A message that is damaged or too long ends it: nothing tells where the next one would begin. Not
 * thread-safe.
 */
final class EventCutter {
    /** A longer message is a broken stream: nothing that long is ever sent, and it would be held in memory. */
    static final int MAX_MESSAGE_BYTES = SseCutter.MAX_EVENT_BYTES;

    private static final byte[] NONE = new byte[0];

    private byte[] held = NONE;
    private int size;
    private Optional<String> fault = Optional.empty();

    /** The messages that end within these bytes; none any more after a fault. */
    List<EventMessage> feed(Bytes chunk) {
        List<EventMessage> messages = new ArrayList<>(2);
        if (fault.isPresent()) return messages;
        byte[] bytes = chunk.array();
        int end = chunk.size();
        if (size > 0) {
            append(bytes);
            bytes = held;
            end = size;
        }
        int start = 0;
        while (fault.isEmpty()) {
            int length = length(bytes, start, end);
            if (length == 0 || length > end - start) break;
            // A chunk that is one message, the ordinary case, is not copied.
            boolean isAll = start == 0 && length == bytes.length;
            cut(isAll ? bytes : Arrays.copyOfRange(bytes, start, start + length), messages);
            start += length;
        }
        if (fault.isPresent()) keep(NONE, 0, 0);
        else if (size == 0 || start > 0) keep(bytes, start, end);
        return messages;
    }

    private void cut(byte[] bytes, List<EventMessage> messages) {
        EventMessageReader.message(bytes)
                .ifPresentOrElse(messages::add, () -> fault = Optional.of("a message of the event stream is damaged"));
    }

    /** Of the message that begins here; 0 when that is not known yet, or never will be. */
    private int length(byte[] bytes, int start, int end) {
        if (end - start < EventMessage.PRELUDE_BYTES) return 0;
        Optional<Integer> length = EventMessageReader.length(bytes, start);
        if (length.isEmpty()) fault = Optional.of("the event stream is damaged between its messages");
        else if (length.get() > MAX_MESSAGE_BYTES)
            fault = Optional.of("a message of the event stream is longer than " + MAX_MESSAGE_BYTES + " bytes");
        return fault.isPresent() ? 0 : length.orElse(0);
    }

    /** What came after the last whole message; nothing if that is nothing. */
    Optional<Bytes> end() {
        Optional<Bytes> rest = size == 0 ? Optional.empty() : Optional.of(Bytes.of(Arrays.copyOf(held, size)));
        keep(NONE, 0, 0);
        return rest;
    }

    /** Bytes that are kept of a message that is not whole. */
    int held() {
        return held.length;
    }

    /** Why no message comes any more. */
    Optional<String> fault() {
        return fault;
    }

    private void keep(byte[] bytes, int from, int to) {
        held = from == to ? NONE : Arrays.copyOfRange(bytes, from, to);
        size = to - from;
    }

    /** Grows by doubling, so that a message in many pieces is not copied once a piece. */
    private void append(byte[] bytes) {
        if (size + bytes.length > held.length)
            held = Arrays.copyOf(held, Math.max(size + bytes.length, 2 * held.length));
        System.arraycopy(bytes, 0, held, size, bytes.length);
        size += bytes.length;
    }
}
