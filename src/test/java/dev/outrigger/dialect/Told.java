package dev.outrigger.dialect;

import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Usage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A long answer in the words of a vendor, as its stream is read here.
 *
 * @param content its frames up to the last with content
 * @param end those after it
 */
record Told(List<Frame> content, List<Frame> end) {
    /** What it says, in pieces of so many characters: one that stands in no name of any dialect. */
    static final int PIECE_CHARS = 64;

    static final char LETTER = 'Q';

    /** No text of it takes but one byte a character. */
    private static final String LETTERS = "\u2014" + Character.toString(LETTER).repeat(PIECE_CHARS - 1);

    /** What an answer may say at length. */
    enum Kind {
        TEXT,
        THOUGHT,
        CALL,
        TWO_CALLS_AT_A_TIME,
        REFUSAL,
        CITATIONS;

        /** Of these a reader has to remember what it was told. */
        static final Set<Kind> REMEMBERED = EnumSet.of(TEXT, TWO_CALLS_AT_A_TIME, CITATIONS);

        /** The piece of this number; those of calls begin with the first. */
        private List<Event> piece(int i) {
            return switch (this) {
                case TEXT -> List.of(new Event.TextDelta(0, LETTERS));
                case THOUGHT -> List.of(new Event.ReasoningDelta(0, LETTERS));
                case REFUSAL -> List.of(new Event.RefusalDelta(0, LETTERS));
                case CITATIONS -> List.of(new Event.TextDelta(0, "a"), new Event.Cited(0, page(i)));
                case CALL -> i == 0 ? List.of(call(0), json(0, "{\"a\":\"")) : List.of(json(0, LETTERS));
                case TWO_CALLS_AT_A_TIME ->
                    i == 0
                            ? List.of(call(0), json(0, "{\"a\":\""), call(1), json(1, "{\"a\":\""))
                            : List.of(json(i % 2, LETTERS));
            };
        }

        private static Event call(int index) {
            return new Event.ToolCallStarted(0, index, "call_" + index, "f");
        }

        private static Event json(int index, String more) {
            return new Event.ToolCallDelta(0, index, more);
        }

        private static Citation page(int i) {
            return new Citation(
                    new Citation.Source.Page("https://example.com/" + LETTERS + i),
                    Optional.of("a page"),
                    Optional.of("its words"),
                    Optional.of(new Citation.Stretch(i, i + 1)));
        }

        private List<Event> last() {
            return switch (this) {
                case CALL -> List.of(json(0, "\"}"));
                case TWO_CALLS_AT_A_TIME -> List.of(json(0, "\"}"), json(1, "\"}"));
                case TEXT, THOUGHT, REFUSAL, CITATIONS -> List.of();
            };
        }

        private FinishReason finish() {
            return this == CALL || this == TWO_CALLS_AT_A_TIME ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        }
    }

    /** So many pieces of this kind. */
    static Told of(Spoken vendor, Kind kind, int pieces) {
        List<List<Event>> events = new ArrayList<>();
        events.add(List.of(new Event.Started("id", Translations.MODEL)));
        for (int i = 0; i <= pieces; i++) events.add(kind.piece(i));
        events.add(kind.last());
        Stream stream = new Stream(vendor);
        List<Frame> content = new ArrayList<>();
        events.forEach(each -> content.addAll(stream.read(each)));
        List<Frame> end = new ArrayList<>(stream.read(List.of(new Event.Finished(0, kind.finish()))));
        Usage usage = new Usage(OptionalLong.of(1), OptionalLong.of(2), OptionalLong.empty(), OptionalLong.empty());
        end.addAll(stream.read(List.of(new Event.Used(usage), new Event.Ended())));
        end.addAll(stream.decoder.end());
        if (end.stream().noneMatch(frame -> frame.events().contains(new Event.Ended())))
            end.add(Frame.of(List.of(new Event.Ended())));
        return new Told(content, end);
    }

    /** What is written in a vendor's words, and read at once. */
    private static final class Stream {
        private final Dialect.StreamEncoder encoder;
        private final Dialect.StreamDecoder decoder;

        private Stream(Spoken vendor) {
            encoder = vendor.dialect().streamEncoder(Translations.asking(vendor, true), Translations.ID);
            decoder = vendor.dialect().streamDecoder(Translations.REWRITE);
        }

        private List<Frame> read(List<Event> events) {
            return decoder.decode(encoder.encode(Frame.of(events)));
        }
    }
}
