package dev.outrigger.dialect.ollama;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.LineCutter;
import dev.outrigger.dialect.SseCutter;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonSource;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Reads the lines of a streamed answer; the one that is done is its end as well. */
final class OllamaStream implements Dialect.StreamDecoder {
    private final LineCutter cutter = new LineCutter();
    private final OllamaLine reader = new OllamaLine();
    private boolean overflowTold;

    @Override
    public List<Frame> decode(Bytes chunk) {
        List<Frame> frames = frames(cutter.feed(chunk));
        if (cutter.overflowed() && !overflowTold) {
            overflowTold = true;
            frames.add(broken(Bytes.EMPTY, "a line is longer than " + SseCutter.MAX_EVENT_BYTES + " bytes"));
        }
        return frames;
    }

    @Override
    public long held() {
        return cutter.held();
    }

    @Override
    public List<Frame> end() {
        return frames(cutter.end().stream().toList());
    }

    private List<Frame> frames(List<LineCutter.Line> lines) {
        List<Frame> frames = new ArrayList<>(lines.size());
        for (LineCutter.Line line : lines) frames.add(frame(line));
        return frames;
    }

    private Frame frame(LineCutter.Line line) {
        if (line.text().isEmpty()) return new Frame(line.raw(), List.of(new Event.Comment()));
        Bytes text = line.text().get();
        try {
            JsonValue json = JsonScan.object(new JsonSource(text), JsonBounds.answer(text.size()));
            if (json.has("error")) return failed(line.raw(), OllamaAnswer.error(text));
            List<Event> events = reader.decode(json);
            if (json.get("done").isTrue()) events.add(new Event.Ended());
            return new Frame(line.raw(), events);
        } catch (Json.Unfit garbage) {
            return broken(line.raw(), "a line is not a JSON object");
        }
    }

    private static Frame broken(Bytes raw, String message) {
        return failed(raw, new Failure.Malformed(message));
    }

    private static Frame failed(Bytes raw, Failure failure) {
        return new Frame(raw, List.of(new Event.Failed(failure)));
    }
}
