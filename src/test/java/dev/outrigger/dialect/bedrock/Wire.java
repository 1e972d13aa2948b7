package dev.outrigger.dialect.bedrock;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Bedrock's dialect as the tests of this package speak it. */
final class Wire {
    static final ExchangeId ID = new ExchangeId("01JZ0000000000000000000000");
    static final Bedrock BEDROCK = new Bedrock();
    static final ModelName CLAUDE = new ModelName("anthropic.claude-sonnet-4-5-20250929-v1:0");
    static final ModelName LLAMA = new ModelName("meta.llama3-1-70b-instruct-v1:0");
    static final Endpoint.Chat AT = BEDROCK.chatAt(CLAUDE);
    private static final Path CASSETTES = Path.of("src/test/resources/golden/dialect/bedrock");

    private Wire() {}

    /** A recorded request, answer or stream. */
    static Bytes cassette(String name) {
        try {
            return Bytes.of(Files.readAllBytes(CASSETTES.resolve(name)));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    static JsonNode json(Bytes text) {
        try {
            return new ObjectMapper().readTree(text.utf8());
        } catch (JsonProcessingException garbage) {
            throw new AssertionError(garbage);
        }
    }

    static Inbound inbound(Endpoint.Chat at, String body) {
        return assertInstanceOf(Dialect.Reading.Read.class, BEDROCK.decodeRequest(at, Bytes.of(body)))
                .inbound();
    }

    static ChatRequest request(String body) {
        return inbound(AT, body).request();
    }

    /** The rule that a body breaks. */
    static String rule(String body) {
        return assertInstanceOf(Dialect.Reading.Unreadable.class, BEDROCK.decodeRequest(AT, Bytes.of(body)))
                .failure()
                .message();
    }

    static Encoding.Said said(ChatRequest request, ModelName model) {
        return assertInstanceOf(Encoding.Said.class, BEDROCK.encodeRequest(request, model));
    }

    static Rewrite asks(ModelName model) {
        return new Rewrite(model, Set.of(), Map.of(), Rewrite.StreamUsage.AS_ASKED);
    }

    static List<Frame> stream(Bytes bytes) {
        Dialect.StreamDecoder decoder = BEDROCK.streamDecoder(asks(CLAUDE));
        List<Frame> frames = new ArrayList<>(decoder.decode(bytes));
        frames.addAll(decoder.end());
        return frames;
    }

    static List<Event> events(List<Frame> frames) {
        return frames.stream().flatMap(frame -> frame.events().stream()).toList();
    }

    /** What the frames' events are as a stream of this dialect. */
    static Bytes written(List<Event> events) {
        Dialect.StreamEncoder encoder = BEDROCK.streamEncoder(inbound(AT, HELLO), ID);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Event event : events)
            out.writeBytes(encoder.encode(Frame.of(List.of(event))).array());
        return Bytes.of(out.toByteArray());
    }

    static final String HELLO = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}]}";

    /** Each message's type and payload, in order. */
    static List<String> told(Bytes stream) {
        return new EventCutter()
                .feed(stream).stream()
                        .map(message -> message.header(":event-type") + message.header(":exception-type") + " "
                                + message.payload().utf8())
                        .toList();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
