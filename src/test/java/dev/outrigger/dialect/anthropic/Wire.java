package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Anthropic's dialect as the tests of this package speak it. */
final class Wire {
    static final ExchangeId ID = new ExchangeId("01JZ0000000000000000000000");
    static final Anthropic ANTHROPIC = new Anthropic();
    static final Endpoint.Chat AT = new Endpoint.Chat("/v1/messages", "/messages", "");
    private static final Path CASSETTES = Path.of("src/test/resources/golden/dialect/anthropic");

    private Wire() {}

    /** A recorded request, answer or stream. */
    static String cassette(String name) {
        try {
            return Files.readString(CASSETTES.resolve(name));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException garbage) {
            throw new AssertionError(garbage);
        }
    }

    static Inbound inbound(String body) {
        return assertInstanceOf(Dialect.Reading.Read.class, ANTHROPIC.decodeRequest(AT, Bytes.of(body)))
                .inbound();
    }

    static ChatRequest request(String body) {
        return inbound(body).request();
    }

    /** A request of one short message with these fields beside it. */
    static ChatRequest requestWith(String fields) {
        return request("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]," + fields + "}");
    }

    /** A request of these messages. */
    static ChatRequest requestOf(String messages) {
        return request("{\"model\":\"m\",\"max_tokens\":9,\"messages\":[" + messages + "]}");
    }

    static Failure.Rejected refusal(String body) {
        var unreadable =
                assertInstanceOf(Dialect.Reading.Unreadable.class, ANTHROPIC.decodeRequest(AT, Bytes.of(body)));
        return assertInstanceOf(Failure.Rejected.class, unreadable.failure());
    }

    static Encoding.Said said(ChatRequest request) {
        return said(request, new ModelName("claude-x"));
    }

    static Encoding.Said said(ChatRequest request, ModelName model) {
        return assertInstanceOf(Encoding.Said.class, ANTHROPIC.encodeRequest(request, model));
    }

    static JsonNode written(ChatRequest request) {
        return json(said(request).body().utf8());
    }

    static String unsayable(ChatRequest request) {
        return assertInstanceOf(Encoding.Unsayable.class, ANTHROPIC.encodeRequest(request, new ModelName("claude-x")))
                .what();
    }

    static Rewrite rewrite(String model) {
        return new Rewrite(new ModelName(model), Set.of(), Map.of(), Rewrite.StreamUsage.AS_ASKED);
    }

    /** The frames of a stream that comes in these pieces. */
    static List<Frame> frames(Bytes... pieces) {
        Dialect.StreamDecoder decoder = ANTHROPIC.streamDecoder(rewrite("m"));
        List<Frame> frames = new ArrayList<>();
        for (Bytes piece : pieces) frames.addAll(decoder.decode(piece));
        frames.addAll(decoder.end());
        return frames;
    }

    static List<Event> events(List<Frame> frames) {
        return frames.stream().flatMap(frame -> frame.events().stream()).toList();
    }

    static List<Event> events(String stream) {
        return events(frames(Bytes.of(stream)));
    }

    /** The bytes the app would get. */
    static Bytes raw(List<Frame> frames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        frames.forEach(frame -> out.writeBytes(frame.raw().array()));
        return Bytes.of(out.toByteArray());
    }

    /** What the app reads of these events, each in a frame of its own. */
    static String stream(Event... events) {
        Dialect.StreamEncoder encoder = ANTHROPIC.streamEncoder(
                inbound(
                        "{\"model\":\"m\",\"max_tokens\":9,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"),
                ID);
        StringBuilder out = new StringBuilder();
        for (Event event : events)
            out.append(encoder.encode(Frame.of(List.of(event))).utf8());
        return out.toString();
    }
}
