package dev.outrigger.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.outrigger.dialect.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The Gemini dialect as the tests of this package speak it. */
final class Wire {
    static final ExchangeId ID = new ExchangeId("01JZ0000000000000000000000");
    static final Gemini GEMINI = new Gemini();
    static final Endpoint.Chat WHOLE =
            new Endpoint.Chat("/v1beta/models/*:generateContent", "/models/gemini-2.5-flash:generateContent", "");
    static final Endpoint.Chat ARRAY = new Endpoint.Chat(
            "/v1beta/models/*:streamGenerateContent", "/models/gemini-2.5-flash:streamGenerateContent", "");
    static final Endpoint.Chat EVENTS = new Endpoint.Chat(ARRAY.route(), ARRAY.path(), "alt=sse");

    private static final Path FOLDER = Path.of("src/test/resources/golden/dialect/gemini");

    private Wire() {}

    /** A recorded text. */
    static String cassette(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Inbound inbound(Endpoint.Chat at, String body) {
        return assertInstanceOf(Dialect.Reading.Read.class, GEMINI.decodeRequest(at, Bytes.of(body)))
                .inbound();
    }

    static ChatRequest request(String body) {
        return inbound(WHOLE, body).request();
    }

    /** A request of one short content with these fields beside it. */
    static ChatRequest requestWith(String fields) {
        return request("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]," + fields + "}");
    }

    /** A request of these contents. */
    static ChatRequest requestOf(String... contents) {
        return request("{\"contents\":[" + String.join(",", contents) + "]}");
    }

    static String refusal(Endpoint.Chat at, String body) {
        var unreadable = assertInstanceOf(Dialect.Reading.Unreadable.class, GEMINI.decodeRequest(at, Bytes.of(body)));
        return assertInstanceOf(Failure.Rejected.class, unreadable.failure()).message();
    }

    static Encoding.Said said(ChatRequest request, String model) {
        return assertInstanceOf(Encoding.Said.class, GEMINI.encodeRequest(request, new ModelName(model)));
    }

    static JsonNode body(ChatRequest request, String model) {
        return tree(said(request, model).body().utf8());
    }

    static JsonNode tree(String json) {
        try {
            return Json.STRICT.readTree(json);
        } catch (IOException garbage) {
            throw new UncheckedIOException(garbage);
        }
    }

    static Rewrite rewrite(String model) {
        return new Rewrite(new ModelName(model), Set.of(), Map.of(), Rewrite.StreamUsage.AS_ASKED);
    }

    /** The frames of a stream that comes in pieces of this size. */
    static List<Frame> frames(String stream, int size) {
        Dialect.StreamDecoder decoder = GEMINI.streamDecoder(rewrite("m"));
        Bytes bytes = Bytes.of(stream);
        List<Frame> frames = new ArrayList<>();
        for (int at = 0; at < bytes.size(); at += size)
            frames.addAll(decoder.decode(bytes.slice(at, Math.min(size, bytes.size() - at))));
        frames.addAll(decoder.end());
        return frames;
    }

    static List<Frame> frames(String stream) {
        return frames(stream, Math.max(1, Bytes.of(stream).size()));
    }

    static List<Event> events(String stream) {
        return events(frames(stream));
    }

    static List<Event> events(List<Frame> frames) {
        return frames.stream().flatMap(frame -> frame.events().stream()).toList();
    }

    static List<Event> answer(String body) {
        return assertInstanceOf(Dialect.Answered.Whole.class, GEMINI.decodeAnswer(Bytes.of(body)))
                .frame()
                .events();
    }

    static Failure broken(String body) {
        return assertInstanceOf(Dialect.Answered.Broken.class, GEMINI.decodeAnswer(Bytes.of(body)))
                .failure();
    }

    static Bytes raw(List<Frame> frames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        frames.forEach(frame -> out.writeBytes(frame.raw().array()));
        return Bytes.of(out.toByteArray());
    }

    /** What an encoder makes of these, one frame each. */
    static String written(Endpoint.Chat at, Event... events) {
        var encoder = GEMINI.streamEncoder(inbound(at, "{\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]}"), ID);
        StringBuilder out = new StringBuilder();
        for (Event event : events)
            out.append(encoder.encode(Frame.of(List.of(event))).utf8());
        return out.toString();
    }
}
