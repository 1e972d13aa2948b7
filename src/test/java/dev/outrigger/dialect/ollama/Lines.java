package dev.outrigger.dialect.ollama;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The Ollama dialect as the tests of this package speak it. */
final class Lines {
    static final ExchangeId ID = new ExchangeId("01JZ0000000000000000000000");
    static final Ollama OLLAMA = new Ollama(() -> Instant.ofEpochSecond(1_750_000_000));
    static final Endpoint.Chat CHAT = new Endpoint.Chat("/api/chat", "/chat", "");
    static final Endpoint.Chat PROMPT = new Endpoint.Chat("/api/generate", "/generate", "");
    static final Rewrite PLAIN = new Rewrite(new ModelName("m"), Set.of(), Map.of(), Rewrite.StreamUsage.AS_ASKED);

    private static final Path GOLDEN = Path.of("src/test/resources/golden/dialect/ollama");

    private Lines() {}

    static Bytes cassette(String name) {
        try {
            return Bytes.of(Files.readAllBytes(GOLDEN.resolve(name)));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    static Inbound inbound(Endpoint.Chat at, Bytes body) {
        return assertInstanceOf(Dialect.Reading.Read.class, OLLAMA.decodeRequest(at, body))
                .inbound();
    }

    static ChatRequest chat(String body) {
        return inbound(CHAT, Bytes.of(body)).request();
    }

    /** A chat of one short message with these fields beside it. */
    static ChatRequest chatWith(String fields) {
        return chat("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]," + fields + "}");
    }

    static String refusal(Endpoint.Chat at, String body) {
        var unreadable = assertInstanceOf(Dialect.Reading.Unreadable.class, OLLAMA.decodeRequest(at, Bytes.of(body)));
        return assertInstanceOf(Failure.Rejected.class, unreadable.failure()).message();
    }

    static List<Frame> frames(Bytes... pieces) {
        Dialect.StreamDecoder decoder = OLLAMA.streamDecoder(PLAIN);
        List<Frame> frames = new ArrayList<>();
        for (Bytes piece : pieces) frames.addAll(decoder.decode(piece));
        frames.addAll(decoder.end());
        return frames;
    }

    static List<Event> events(List<Frame> frames) {
        return frames.stream().flatMap(frame -> frame.events().stream()).toList();
    }

    static String raw(List<Frame> frames) {
        StringBuilder raw = new StringBuilder();
        frames.forEach(
                frame -> raw.append(new String(frame.raw().array(), java.nio.charset.StandardCharsets.ISO_8859_1)));
        return raw.toString();
    }

    /** What an app gets of these events, streamed. */
    static String written(Endpoint.Chat at, Event... events) {
        var encoder = OLLAMA.streamEncoder(
                inbound(at, Bytes.of("{\"model\":\"m\",\"prompt\":\"hi\",\"messages\":[{\"role\":\"user\"}]}")), ID);
        StringBuilder out = new StringBuilder();
        for (Event event : events)
            out.append(encoder.encode(Frame.of(List.of(event))).utf8());
        return out.toString();
    }
}
