package dev.outrigger.dialect.responses;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

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
import dev.outrigger.dialect.openai.OpenAi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The dialect as the tests of this package speak it. */
final class ResponsesWire {
    static final ExchangeId ID = new ExchangeId("01JZ0000000000000000000000");
    static final Endpoint.Chat AT = new Endpoint.Chat("/v1/responses", "/responses", "");
    private static final InstantSource CLOCK = () -> Instant.ofEpochSecond(1_750_000_000);
    static final Responses RESPONSES = new Responses(new OpenAi(CLOCK), CLOCK);
    static final Rewrite REWRITE =
            new Rewrite(new ModelName("m"), Set.of(), Map.of(), Rewrite.StreamUsage.ASKED_FOR_US);

    private ResponsesWire() {}

    /** What was recorded under this name. */
    static String cassette(String name) {
        try {
            return Files.readString(
                    Path.of("src/test/resources/golden/dialect/responses").resolve(name));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    static Inbound inbound(String body) {
        return assertInstanceOf(Dialect.Reading.Read.class, RESPONSES.decodeRequest(AT, Bytes.of(body)))
                .inbound();
    }

    static ChatRequest request(String body) {
        return inbound(body).request();
    }

    /** A request of one short input with these fields beside it. */
    static ChatRequest requestWith(String fields) {
        return request("{\"model\":\"m\",\"input\":\"hi\"," + fields + "}");
    }

    /** A request of these items. */
    static ChatRequest requestOf(String items) {
        return request("{\"model\":\"m\",\"input\":[" + items + "]}");
    }

    /** The rule that a body breaks. */
    static String rule(String body) {
        var unreadable =
                assertInstanceOf(Dialect.Reading.Unreadable.class, RESPONSES.decodeRequest(AT, Bytes.of(body)));
        Failure.Rejected rejected = assertInstanceOf(Failure.Rejected.class, unreadable.failure());
        if (rejected.status() != 400) throw new AssertionError("not 400 but " + rejected.status());
        return rejected.message();
    }

    static Encoding.Said said(ChatRequest request) {
        return assertInstanceOf(Encoding.Said.class, RESPONSES.encodeRequest(request, request.model()));
    }

    /** The frames of a whole stream that comes in one piece. */
    static List<Frame> frames(String stream) {
        Dialect.StreamDecoder decoder = RESPONSES.streamDecoder(REWRITE);
        List<Frame> frames = new ArrayList<>(decoder.decode(Bytes.of(stream)));
        frames.addAll(decoder.end());
        return frames;
    }

    /** The events of a stream of these data lines. */
    static List<Event> events(String... data) {
        StringBuilder stream = new StringBuilder();
        for (String line : data) stream.append("data: ").append(line).append("\n\n");
        return events(frames(stream.toString()));
    }

    static List<Event> events(List<Frame> frames) {
        return frames.stream().flatMap(frame -> frame.events().stream()).toList();
    }

    /** What an app of this request is written for these events, each in a frame of its own. */
    static String written(String request, Event... events) {
        Dialect.StreamEncoder encoder = RESPONSES.streamEncoder(inbound(request), ID);
        StringBuilder out = new StringBuilder();
        for (Event event : events)
            out.append(encoder.encode(Frame.of(List.of(event))).utf8());
        return out.toString();
    }
}
