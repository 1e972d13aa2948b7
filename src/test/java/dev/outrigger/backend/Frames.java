package dev.outrigger.backend;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import java.util.List;

/** Frames as a dialect would make them; their bytes are what they say. */
final class Frames {
    private Frames() {}

    static Frame text(String text) {
        return new Frame(Bytes.of(text), List.of(new Event.TextDelta(0, text)));
    }

    static Frame ping() {
        return new Frame(Bytes.of(":"), List.of(new Event.Ping()));
    }

    static Frame finish(int choice) {
        return new Frame(Bytes.of("|"), List.of(new Event.Finished(choice, FinishReason.STOP)));
    }

    /** A filter ended the only choice. */
    static Frame filtered() {
        return new Frame(Bytes.of("#"), List.of(new Event.Finished(0, FinishReason.CONTENT_FILTER)));
    }

    static Frame ended() {
        return new Frame(Bytes.of("."), List.of(new Event.Ended()));
    }

    static Frame failed(Failure failure) {
        return new Frame(Bytes.of("!"), List.of(new Event.Failed(failure)));
    }
}
