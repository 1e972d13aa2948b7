package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.SseCutter;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonSource;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the server-sent events of {@code :streamGenerateContent?alt=sse}. There is no end mark: the stream ends. */
final class GeminiStream implements Dialect.StreamDecoder {
    private final SseCutter cutter = new SseCutter();
    private final GeminiChunk chunks = new GeminiChunk();
    private boolean overflowTold;

    @Override
    public List<Frame> decode(Bytes chunk) {
        List<Frame> frames = frames(cutter.feed(chunk));
        if (cutter.overflowed() && !overflowTold) {
            overflowTold = true;
            frames.add(failed(
                    Bytes.EMPTY,
                    new Failure.Malformed("an event is longer than " + SseCutter.MAX_EVENT_BYTES + " bytes")));
        }
        return frames;
    }

    @Override
    public long held() {
        return cutter.held() + chunks.held();
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
        Optional<Bytes> data = event.data().or(() -> bare(event.raw()));
        if (data.isEmpty()) return new Frame(event.raw(), List.of(new Event.Ping()));
        Bytes said = data.get();
        try {
            JsonValue json = JsonScan.object(new JsonSource(said), GeminiChunk.bounds(said.size()));
            if (json.has("error")) return failed(event.raw(), GeminiAnswer.error(said));
            String blocked = GeminiChunk.blocked(json);
            if (!blocked.isEmpty())
                return failed(event.raw(), GeminiFailure.blocked(blocked, "text/event-stream", event.raw()));
            return new Frame(event.raw(), chunks.decode(json));
        } catch (Json.Unfit garbage) {
            return failed(event.raw(), new Failure.Malformed("an event is not a JSON object"));
        }
    }

    /** The vendor writes some errors into the stream as they are. */
    private static Optional<Bytes> bare(Bytes raw) {
        for (int i = 0; i < raw.size(); i++) {
            byte b = raw.backing()[raw.from() + i];
            if (b == '{') return Optional.of(raw);
            if (b > ' ') return Optional.empty();
        }
        return Optional.empty();
    }

    private static Frame failed(Bytes raw, Failure failure) {
        return new Frame(raw, List.of(new Event.Failed(failure)));
    }
}
