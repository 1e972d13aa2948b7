package dev.outrigger.dialect.bedrock;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** The binary event stream, with AWS's own reader and writer as the judge. */
class EventCutterTest {
    private static final Bytes JSON = Bytes.of("{\"text\":\"Grüße \uD83D\uDE00\"}");

    private static byte[] byAws(Map<String, HeaderValue> headers, byte[] payload) {
        ByteBuffer encoded = new Message(headers, payload).toByteBuffer();
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    private static String text(Message message, String header) {
        HeaderValue value = message.getHeaders().get(header);
        return value == null ? "" : value.getString();
    }

    @Test
    void awsReadsWhatIsWrittenHere() {
        Message event = Message.decode(ByteBuffer.wrap(EventMessage.event("contentBlockDelta", JSON)));
        Message exception = Message.decode(ByteBuffer.wrap(EventMessage.exception("throttlingException", JSON)));

        assertEquals("event", text(event, ":message-type"));
        assertEquals("contentBlockDelta", text(event, ":event-type"));
        assertEquals("application/json", text(event, ":content-type"));
        assertArrayEquals(JSON.array(), event.getPayload());
        assertEquals("exception", text(exception, ":message-type"));
        assertEquals("throttlingException", text(exception, ":exception-type"));
    }

    @Test
    void readsWhatAwsWritesWithHeadersOfAnyType() {
        // Not of a byte or a short: AWS's writer leaves their values out.
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put("true", HeaderValue.fromBoolean(true));
        headers.put("false", HeaderValue.fromBoolean(false));
        headers.put("int", HeaderValue.fromInteger(3));
        headers.put("long", HeaderValue.fromLong(4));
        headers.put("bytes", HeaderValue.fromByteArray(new byte[] {1, 2, 3}));
        headers.put("time", HeaderValue.fromTimestamp(Instant.ofEpochSecond(1)));
        headers.put("uuid", HeaderValue.fromUuid(new UUID(1, 2)));
        headers.put(":event-type", HeaderValue.fromString("messageStop"));
        byte[] message = byAws(headers, JSON.array());

        EventMessage read = new EventCutter().feed(Bytes.of(message)).getFirst();

        assertEquals("messageStop", read.header(":event-type"));
        assertEquals("", read.header("int"));
        assertEquals(JSON, read.payload());
        assertEquals(Bytes.of(message), read.raw());
    }

    @Test
    void cutsAtEveryByteTheSame() {
        byte[] stream = Wire.cassette("stream-tools.bin").array();
        List<EventMessage> whole = new EventCutter().feed(Bytes.of(stream));

        for (int at = 0; at <= stream.length; at++) {
            EventCutter cutter = new EventCutter();
            List<EventMessage> pieces = new java.util.ArrayList<>(cutter.feed(Bytes.of(stream, 0, at)));
            pieces.addAll(cutter.feed(Bytes.of(stream, at, stream.length - at)));
            assertEquals(whole, pieces);
            assertEquals(0, cutter.held());
            assertEquals(Optional.empty(), cutter.end());
        }
    }

    @Test
    void everyDamagedByteIsFound() {
        byte[] message = EventMessage.event("messageStop", JSON);
        for (int at = 0; at < message.length; at++) {
            byte[] damaged = message.clone();
            damaged[at] ^= 1;
            EventCutter cutter = new EventCutter();

            assertEquals(List.of(), cutter.feed(Bytes.of(damaged)), "byte " + at);
            assertTrue(cutter.fault().isPresent(), "byte " + at);
        }
    }

    @Test
    void readsNothingAfterDamage() {
        EventCutter cutter = new EventCutter();
        byte[] damaged = EventMessage.event("messageStop", JSON);
        damaged[damaged.length - 1] ^= 1;
        cutter.feed(Bytes.of(damaged));

        assertEquals(List.of(), cutter.feed(Bytes.of(EventMessage.event("metadata", JSON))));
        assertEquals(0, cutter.held());
    }

    @Test
    void headersThatRunOverTheirEndAreDamage() {
        byte[] message = byAws(Map.of("name", HeaderValue.fromString("value")), new byte[0]);
        // The name's length, and both checksums made to fit it.
        message[EventMessage.PRELUDE_BYTES] = 100;
        ByteBuffer.wrap(message).putInt(message.length - 4, EventMessage.checksum(message, 0, message.length - 4));
        EventCutter cutter = new EventCutter();

        assertEquals(List.of(), cutter.feed(Bytes.of(message)));
        assertEquals(Optional.of("a message of the event stream is damaged"), cutter.fault());
    }

    @Test
    void aMessageOverTheBoundEndsTheStreamBeforeItIsHeld() {
        ByteBuffer prelude = ByteBuffer.allocate(EventMessage.PRELUDE_BYTES);
        prelude.putInt(EventCutter.MAX_MESSAGE_BYTES + 1).putInt(0);
        prelude.putInt(EventMessage.checksum(prelude.array(), 0, 8));
        EventCutter cutter = new EventCutter();

        assertEquals(List.of(), cutter.feed(Bytes.of(prelude.array())));
        assertEquals(Optional.of("a message of the event stream is longer than 8388608 bytes"), cutter.fault());
        assertEquals(0, cutter.held());
    }

    @Test
    void whatIsLeftAtTheEndIsHandedOut() {
        byte[] message = EventMessage.event("messageStop", JSON);
        EventCutter cutter = new EventCutter();
        cutter.feed(Bytes.of(message, 0, 20));

        assertTrue(cutter.held() >= 20);
        assertEquals(Optional.of(Bytes.of(message, 0, 20)), cutter.end());
        assertEquals(0, cutter.held());
    }
}
