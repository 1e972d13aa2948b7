package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import java.util.ArrayList;
import java.util.List;

/** Streamed answers of text in a vendor's words, and what an app understands of them. */
public final class Telling {
    private static final List<Spoken> ALL = Spoken.all();

    private Telling() {}

    /** The bytes of each event of an answer: its beginning, its pieces of text, its end. */
    public static List<Bytes> stream(String vendor, String model, List<String> pieces) {
        Spoken spoken = named(vendor);
        Dialect.StreamEncoder encoder =
                spoken.dialect().streamEncoder(Translations.asking(spoken, true), Translations.ID);
        List<Bytes> told = new ArrayList<>();
        told.add(encoder.encode(Frame.of(List.of(new Event.Started("id-" + model, new ModelName(model))))));
        for (String piece : pieces) told.add(encoder.encode(Frame.of(List.of(new Event.TextDelta(0, piece)))));
        told.add(encoder.encode(Frame.of(List.of(new Event.Finished(0, FinishReason.STOP)))));
        told.add(encoder.encode(Frame.of(List.of(new Event.Ended()))));
        // Some vendors begin with the first piece, and finish with the end.
        told.removeIf(Bytes::isEmpty);
        return told;
    }

    /** The type of such a stream. */
    public static String type(String vendor) {
        return named(vendor).dialect().streamType();
    }

    /** What an app of this dialect has of an answer. */
    public static Heard heard(Way way, byte[] body) {
        StringBuilder text = new StringBuilder();
        boolean finished = false;
        boolean failed = false;
        for (Frame frame : Translations.frames(way.vendor(), Bytes.of(body)))
            for (Event event : frame.events())
                switch (event) {
                    case Event.TextDelta delta -> text.append(delta.text());
                    case Event.Finished done -> finished = true;
                    case Event.Failed broken -> failed = true;
                    default -> {}
                }
        return new Heard(text.toString(), finished, failed);
    }

    /**
     * An answer as an app understands it.
     *
     * @param finished whether its finish reason came
     * @param failed whether an error event came
     */
    public record Heard(String text, boolean finished, boolean failed) {
        public boolean isWhole() {
            return finished && !failed;
        }
    }

    private static Spoken named(String name) {
        return ALL.stream()
                .filter(spoken -> spoken.dialect().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
