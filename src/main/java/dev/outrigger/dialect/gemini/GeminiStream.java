package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.SseCutter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the server-sent events of {@code :streamGenerateContent?alt=sse}. There is no end mark: the stream ends. */
final class GeminiStream implements Dialect.StreamDecoder {
    private final SseCutter cutter = new SseCutter();
    private final GeminiFrames chunks;
    private boolean overflowTold;

    /** @param asked the model whose answer it is when it names none */
    GeminiStream(ModelName asked) {
        this.chunks = new GeminiFrames(GeminiStreamWriter.Form.EVENTS, asked);
    }

    @Override
    public List<Frame> decode(Bytes chunk) {
        List<Frame> frames = frames(cutter.feed(chunk));
        if (cutter.overflowed() && !overflowTold) {
            overflowTold = true;
            frames.add(GeminiFrames.tooLong());
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
        return event.data()
                .or(() -> bare(event.raw()))
                .map(said -> chunks.of(event.raw(), said))
                .orElseGet(() -> new Frame(event.raw(), List.of(new Event.Comment())));
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
}
