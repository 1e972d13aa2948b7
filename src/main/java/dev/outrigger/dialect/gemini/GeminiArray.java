package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect;
import java.util.ArrayList;
import java.util.List;

/** Reads the one array that {@code :streamGenerateContent} streams to those who do not ask for events. */
final class GeminiArray implements Dialect.StreamDecoder {
    private final ArrayCutter cutter = new ArrayCutter();
    private final GeminiFrames frames;
    private boolean overflowTold;

    /** @param asked the model whose answer it is when it names none */
    GeminiArray(ModelName asked) {
        this.frames = new GeminiFrames(GeminiStreamWriter.Form.ARRAY, asked);
    }

    @Override
    public List<Frame> decode(Bytes chunk) {
        List<Frame> decoded = new ArrayList<>(2);
        for (Bytes cut : cutter.feed(chunk)) decoded.add(frame(cut));
        if (cutter.overflowed() && !overflowTold) {
            overflowTold = true;
            decoded.add(GeminiFrames.tooLong());
        }
        return decoded;
    }

    @Override
    public long held() {
        return cutter.held() + frames.held();
    }

    @Override
    public List<Frame> end() {
        Bytes rest = cutter.end();
        return rest.isEmpty() ? List.of() : List.of(frame(rest));
    }

    private Frame frame(Bytes raw) {
        Bytes chunk = withoutSeparators(raw);
        if (chunk.isEmpty()) return new Frame(raw, List.of(new Event.Comment()));
        if (chunk.size() == 1 && chunk.backing()[chunk.from()] == ']')
            return new Frame(raw, List.of(new Event.Ended()));
        Frame read = frames.of(raw, chunk);
        boolean isError = read.events().stream().anyMatch(Event.Failed.class::isInstance);
        return cutter.isArray() || isError
                ? read
                : GeminiFrames.failed(raw, new Failure.Malformed("the stream is no array"));
    }

    /** From the chunk, or the end of the array, on. */
    private static Bytes withoutSeparators(Bytes raw) {
        int at = 0;
        while (at < raw.size() && isSeparator(raw.backing()[raw.from() + at])) at++;
        return raw.slice(at, raw.size() - at);
    }

    private static boolean isSeparator(byte next) {
        return next == ',' || next == '[' || (next >= 0 && next <= ' ');
    }
}
