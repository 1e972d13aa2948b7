package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Bytes;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a message of the event stream whose bytes are all there; absent is what is none. */
final class EventMessageReader {
    private EventMessageReader() {}

    /** How long the message is that begins here; absent when its prelude is damaged. */
    static Optional<Integer> length(byte[] bytes, int from) {
        ByteBuffer prelude = ByteBuffer.wrap(bytes, from, EventMessage.PRELUDE_BYTES);
        int length = prelude.getInt();
        int headers = prelude.getInt();
        boolean fits = headers >= 0 && length >= EventMessage.OVERHEAD_BYTES + (long) headers;
        boolean intact = prelude.getInt() == EventMessage.checksum(bytes, from, 2 * Integer.BYTES);
        return fits && intact ? Optional.of(length) : Optional.empty();
    }

    /** The message that these bytes are, whose prelude was looked at. */
    static Optional<EventMessage> message(byte[] bytes) {
        int end = bytes.length - Integer.BYTES;
        ByteBuffer message = ByteBuffer.wrap(bytes);
        if (message.getInt(end) != EventMessage.checksum(bytes, 0, end)) return Optional.empty();
        int headers = message.getInt(Integer.BYTES);
        int payload = EventMessage.PRELUDE_BYTES + headers;
        try {
            return Optional.of(new EventMessage(
                    Bytes.of(bytes),
                    headers(message.slice(EventMessage.PRELUDE_BYTES, headers)),
                    Bytes.of(bytes, payload, end - payload)));
        } catch (BufferUnderflowException | IllegalArgumentException garbage) {
            return Optional.empty();
        }
    }

    private static Map<String, String> headers(ByteBuffer from) {
        Map<String, String> headers = new HashMap<>();
        while (from.hasRemaining()) {
            String name = text(from, from.get() & 0xff);
            byte type = from.get();
            if (type == EventMessage.TEXT) {
                headers.put(name, text(from, from.getShort() & 0xffff));
            } else {
                int length = length(type, from);
                from.position(from.position() + length);
            }
        }
        return headers;
    }

    private static String text(ByteBuffer from, int length) {
        byte[] text = new byte[length];
        from.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** How long the value is of a header of a type that nobody here asks for. */
    private static int length(byte type, ByteBuffer from) {
        return switch (type) {
            case 0, 1 -> 0; // true, false
            case 2 -> Byte.BYTES;
            case 3 -> Short.BYTES;
            case 4 -> Integer.BYTES;
            case 5, 8 -> Long.BYTES; // also a time
            case 6 -> from.getShort() & 0xffff;
            case 9 -> 2 * Long.BYTES; // a UUID
            default -> throw new IllegalArgumentException("a header of the unknown type " + type);
        };
    }
}
