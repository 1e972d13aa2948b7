package dev.outrigger.backend;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Evidence;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import java.util.List;

/** Frames as a dialect would make them; their bytes are what they say. */
final class Frames {
    private Frames() {}

    static Frame text(String text) {
        return new Frame(Bytes.of(text), List.of(new Event.TextDelta(0, text)));
    }

    static Frame started() {
        return new Frame(Bytes.of("^"), List.of(new Event.Started("1", new ModelName("m"))));
    }

    /** One token that is so probable. */
    static Frame sure(String text, double probability) {
        return new Frame(
                Bytes.of(text),
                List.of(new Event.TextDelta(0, text), new Event.Weighed(0, Evidence.of(Math.log(probability), 0))));
    }

    /** A whole answer of this text. */
    static Frame whole(String text) {
        return new Frame(
                Bytes.of(text),
                List.of(
                        new Event.TextDelta(0, text),
                        new Event.Finished(0, FinishReason.STOP),
                        new Event.Used(Usage.of(5, 7))));
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
