package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.SseCutter;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonSource;
import dev.outrigger.dialect.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** The frames of a streamed answer's chunks, however these are set apart. Remembers what has begun; one a stream. */
final class GeminiFrames {
    private final GeminiChunk chunks;
    private final GeminiStreamWriter.Form form;

    /** @param asked the model whose answer it is when it names none */
    GeminiFrames(GeminiStreamWriter.Form form, ModelName asked) {
        this.form = form;
        this.chunks = new GeminiChunk(Optional.of(asked));
    }

    /** Of one chunk. */
    Frame of(Bytes raw, Bytes said) {
        try {
            JsonValue json = JsonScan.object(new JsonSource(said), GeminiChunk.bounds(said.size()));
            if (json.has("error")) return failed(raw, GeminiAnswer.error(said));
            String blocked = GeminiChunk.blocked(json);
            if (!blocked.isEmpty())
                return failed(raw, GeminiFailure.blocked(blocked, form.type(), Bytes.of(raw.utf8() + form.end())));
            return new Frame(raw, chunks.decode(json));
        } catch (Json.Unfit garbage) {
            return failed(raw, new Failure.Malformed("an event is not a JSON object"));
        }
    }

    /** Bytes that are kept of what has begun. */
    long held() {
        return chunks.held();
    }

    /** Of one that never ended. */
    static Frame tooLong() {
        return failed(
                Bytes.EMPTY, new Failure.Malformed("an event is longer than " + SseCutter.MAX_EVENT_BYTES + " bytes"));
    }

    static Frame failed(Bytes raw, Failure failure) {
        return new Frame(raw, List.of(new Event.Failed(failure)));
    }
}
