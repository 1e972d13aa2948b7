package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the messages of a streamed answer; what each is stands in its headers, what it says in its payload. */
final class BedrockStream implements Dialect.StreamDecoder {
    private final EventCutter cutter = new EventCutter();
    private final BedrockEvents meanings;
    private boolean faultTold;

    BedrockStream(ModelName asked) {
        this.meanings = new BedrockEvents(Optional.of(asked));
    }

    @Override
    public List<Frame> decode(Bytes chunk) {
        List<Frame> frames = new ArrayList<>(2);
        for (EventMessage message : cutter.feed(chunk)) frames.add(frame(message));
        if (!faultTold)
            cutter.fault().ifPresent(fault -> {
                faultTold = true;
                frames.add(failed(Bytes.EMPTY, new Failure.Malformed(fault)));
            });
        return frames;
    }

    @Override
    public long held() {
        return cutter.held() + meanings.held();
    }

    /** What is left is a message that was cut: it means nothing. */
    @Override
    public List<Frame> end() {
        return cutter
                .end()
                .map(rest -> failed(rest, new Failure.Malformed("the stream ends within a message")))
                .stream()
                .toList();
    }

    private Frame frame(EventMessage message) {
        String kind = message.header(":message-type");
        if (kind.equals("exception"))
            return failed(message.raw(), BedrockFailure.inAnswer(message.header(":exception-type"), message.payload()));
        // One of the transport, which has no payload.
        if (kind.equals("error"))
            return failed(message.raw(), BedrockFailure.inAnswer(message.header(":error-code"), Bytes.EMPTY));
        return event(message);
    }

    private Frame event(EventMessage message) {
        Bytes payload = message.payload();
        try {
            var json = JsonScan.object(new JsonSource(payload), JsonBounds.answer(payload.size()));
            return new Frame(message.raw(), meanings.decode(message.header(":event-type"), json));
        } catch (Json.Unfit garbage) {
            return failed(message.raw(), new Failure.Malformed("an event is not a JSON object"));
        }
    }

    private static Frame failed(Bytes raw, Failure failure) {
        return new Frame(raw, List.of(new Event.Failed(failure)));
    }
}
