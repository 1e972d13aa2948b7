package dev.outrigger.dialect.responses;

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
import java.util.ArrayList;
import java.util.List;

/** Reads the server-sent events of a streamed response. */
final class ResponsesStream implements Dialect.StreamDecoder {
    /** An end mark that other servers add, and spaces around it. */
    private static final int MAX_END_BYTES = 32;

    private final SseCutter cutter = new SseCutter();
    private final ResponsesEvents events = new ResponsesEvents();
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
        return cutter.held() + events.held();
    }

    @Override
    public List<Frame> end() {
        return frames(cutter.end().stream().toList());
    }

    private List<Frame> frames(List<SseCutter.Event> cut) {
        List<Frame> frames = new ArrayList<>(cut.size());
        for (SseCutter.Event event : cut) frames.add(frame(event));
        return frames;
    }

    private Frame frame(SseCutter.Event event) {
        if (event.data().isEmpty()) return new Frame(event.raw(), List.of(new Event.Comment()));
        Bytes data = event.data().get();
        if (data.size() <= MAX_END_BYTES && data.utf8().strip().equals("[DONE]"))
            return new Frame(event.raw(), List.of(new Event.Ended()));
        try {
            return new Frame(
                    event.raw(),
                    events.decode(JsonScan.object(new JsonSource(data), JsonBounds.answer(data.size())), data));
        } catch (Json.Unfit garbage) {
            return broken(event.raw(), "an event is not a JSON object");
        }
    }

    private static Frame broken(Bytes raw, String message) {
        return new Frame(raw, List.of(new Event.Failed(new Failure.Malformed(message))));
    }
}
