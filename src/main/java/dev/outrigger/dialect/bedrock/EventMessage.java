package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A message of AWS's binary event stream: its length, that of its headers, a checksum of both, the headers, the payload,
 * and a checksum of it all. Source: Amazon Transcribe, "Event stream encoding"
 * (https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html#streaming-event-stream).
 *
 * @param raw as it came
 * @param headers those that are text, by their names
 */
record EventMessage(Bytes raw, Map<String, String> headers, Bytes payload) {
    /** Both lengths and their checksum. */
    static final int PRELUDE_BYTES = 12;

    /** What is in no header and no payload. */
    static final int OVERHEAD_BYTES = PRELUDE_BYTES + Integer.BYTES;

    /** The type of a header's value that is a text of less than 64 KiB. */
    static final byte TEXT = 7;

    EventMessage {
        headers = Map.copyOf(headers);
    }

    /** The header's text; empty when there is none. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** An event of this type, whose payload is JSON. */
    static byte[] event(String type, Bytes json) {
        return encode(":event-type", type, "event", json);
    }

    /** What ends a stream that cannot go on. */
    static byte[] exception(String type, Bytes json) {
        return encode(":exception-type", type, "exception", json);
    }

    private static byte[] encode(String typeName, String type, String messageType, Bytes json) {
        byte[] headers = headers(typeName, type, ":content-type", "application/json", ":message-type", messageType);
        ByteBuffer message = ByteBuffer.allocate(OVERHEAD_BYTES + headers.length + json.size());
        message.putInt(message.capacity()).putInt(headers.length);
        message.putInt(checksum(message.array(), 0, message.position()));
        message.put(headers).put(json.backing(), json.from(), json.size());
        message.putInt(checksum(message.array(), 0, message.position()));
        return message.array();
    }

    private static byte[] headers(String... namesAndValues) {
        int length = 0;
        for (String text : namesAndValues) length += text.length() + 2;
        ByteBuffer headers = ByteBuffer.allocate(length);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            byte[] name = namesAndValues[i].getBytes(StandardCharsets.US_ASCII);
            byte[] value = namesAndValues[i + 1].getBytes(StandardCharsets.US_ASCII);
            headers.put((byte) name.length).put(name).put(TEXT).putShort((short) value.length);
            headers.put(value);
        }
        return headers.array();
    }

    static int checksum(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
