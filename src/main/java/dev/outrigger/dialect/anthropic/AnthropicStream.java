package dev.outrigger.dialect.anthropic;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.SseCutter;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonSource;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Reads the server-sent events of a streamed message; what each is stands in its data as well as before it. */
final class AnthropicStream implements Dialect.StreamDecoder {
    private final SseCutter cutter = new SseCutter();
    private final AnthropicEvents meanings = new AnthropicEvents();
    private boolean overflowTold;

    @Override
    public List<Frame> decode(Bytes chunk) {
        List<Frame> frames = frames(cutter.feed(chunk));
        if (cutter.overflowed() && !overflowTold) {
            overflowTold = true;
            frames.add(broken(Bytes.EMPTY, "an event is longer than " + SseCutter.MAX_EVENT_BYTES + " bytes"));
        }
        return frames;
    }

    @Override
    public long held() {
        return cutter.held() + meanings.held();
    }

    @Override
    public List<Frame> end() {
        return frames(cutter.end().stream().toList());
    }

    private List<Frame> frames(List<SseCutter.Event> events) {
        List<Frame> frames = new ArrayList<>(events.size());
        for (SseCutter.Event event : events) frames.add(frame(event));
        return frames;
    }

    private Frame frame(SseCutter.Event event) {
        if (event.data().isEmpty()) return new Frame(event.raw(), List.of(new Event.Comment()));
        Bytes data = event.data().get();
        try {
            JsonValue json = JsonScan.object(new JsonSource(data), JsonBounds.answer(data.size()));
            if (AnthropicAnswer.isError(json)) return failed(event.raw(), AnthropicAnswer.error(data));
            return new Frame(event.raw(), meanings.decode(json));
        } catch (Json.Unfit garbage) {
            return broken(event.raw(), "an event is not a JSON object");
        }
    }

    private static Frame broken(Bytes raw, String message) {
        return failed(raw, new Failure.Malformed(message));
    }

    private static Frame failed(Bytes raw, Failure failure) {
        return new Frame(raw, List.of(new Event.Failed(failure)));
    }
}
