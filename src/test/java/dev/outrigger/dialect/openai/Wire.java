package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.support.OpenAiText;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The OpenAI dialect as the tests of this package speak it. */
public final class Wire {
    static final ExchangeId ID = new ExchangeId("01JZ0000000000000000000000");
    public static final OpenAi OPENAI = new OpenAi(() -> Instant.ofEpochSecond(1_750_000_000));

    private Wire() {}

    static Inbound inbound(String body) {
        return assertInstanceOf(Dialect.Reading.Read.class, OPENAI.decodeRequest(OpenAiText.AT, Bytes.of(body)))
                .inbound();
    }

    static ChatRequest request(String body) {
        return inbound(body).request();
    }

    /** A request of one short message with these fields beside it. */
    static ChatRequest requestWith(String fields) {
        return request("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]," + fields + "}");
    }

    /** A request of this one message. */
    static ChatRequest requestOf(String message) {
        return request("{\"model\":\"m\",\"messages\":[" + message + "]}");
    }

    static Failure.Rejected refusal(Bytes body) {
        var unreadable = assertInstanceOf(Dialect.Reading.Unreadable.class, OPENAI.decodeRequest(OpenAiText.AT, body));
        return assertInstanceOf(Failure.Rejected.class, unreadable.failure());
    }

    static Failure.Rejected refusal(String body) {
        return refusal(Bytes.of(body));
    }

    static Rewrite rewrite(String model, Rewrite.StreamUsage usage) {
        return new Rewrite(new ModelName(model), Set.of(), Map.of(), usage);
    }

    /** The frames of a whole stream that comes in one piece. */
    static List<Frame> frames(Rewrite.StreamUsage usage, String stream) {
        Dialect.StreamDecoder decoder = OPENAI.streamDecoder(rewrite("m", usage));
        List<Frame> frames = new ArrayList<>(decoder.decode(Bytes.of(stream)));
        frames.addAll(decoder.end());
        return frames;
    }

    /** The events of a stream of these data lines. */
    static List<Event> events(String... data) {
        StringBuilder stream = new StringBuilder();
        for (String line : data) stream.append("data: ").append(line).append("\n\n");
        return events(frames(Rewrite.StreamUsage.AS_ASKED, stream.toString()));
    }

    static List<Event> events(List<Frame> frames) {
        return frames.stream().flatMap(frame -> frame.events().stream()).toList();
    }

    /** The bytes the app would get. */
    static Bytes raw(List<Frame> frames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        frames.forEach(frame -> out.writeBytes(frame.raw().array()));
        return Bytes.of(out.toByteArray());
    }
}
