package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Tool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Requests and answers of a dialect that are long, or of many parts. */
final class Large {
    /** What a long text stands for in a message that is written here. */
    private static final String MARK = "MARKMARKMARK";

    private static final int MANY = 4_000;
    private static final String OBJECT = "{\"type\":\"object\"}";
    private static final String DEEP =
            "{\"type\":\"object\",\"properties\":{\"a\":".repeat(25) + "{}" + "}}".repeat(25);
    private static final String BRACKETS = "{\"a\":[" + "{},".repeat(20_000) + "{}]}";

    private Large() {}

    /** What a long text is made of, as it stands in JSON. */
    enum Filling {
        ASCII("All work and no play. "),
        HARDLY_LATIN("work ".repeat(99) + "\u2014"),
        CHINESE("\u6587"),
        ESCAPES("\\u00e9\\n"),
        BASE64("iVBORw0KGgoAAAAN"),
        URL_BASE64("iVBORw0K-_oAAAAN");

        private final String piece;

        Filling(String piece) {
            this.piece = piece;
        }

        /** The bytes, with the mark in them made a text of this length. */
        private Bytes into(String json, int bytes) {
            String[] ends = json.split(MARK, -1);
            if (ends.length != 2) throw new AssertionError(ends.length - 1 + " marks in " + json);
            String text = piece.repeat(bytes / piece.getBytes(StandardCharsets.UTF_8).length);
            return Bytes.of(ends[0] + text + ends[1]);
        }
    }

    /** What a request may have many of. */
    enum Many {
        MESSAGES,
        TEXTS,
        IMAGES,
        TOOLS,
        DEEP_TOOLS,
        CALLS,
        BRACKETS_IN_A_CALL;

        /** What they have many of stands in other parts. */
        static final Set<Many> IN_FEW_PARTS = EnumSet.of(DEEP_TOOLS, BRACKETS_IN_A_CALL);

        ChatRequest request() {
            return switch (this) {
                case MESSAGES -> asking(times(i -> i % 2 == 0 ? user(text()) : assistant(text())), List.of());
                case TEXTS -> asking(List.of(new Message(Role.USER, times(i -> text()))), List.of());
                case IMAGES -> asking(List.of(new Message(Role.USER, times(i -> image("AAAA")))), List.of());
                case TOOLS -> asking(List.of(user(text())), times(i -> new Tool("f" + i, "", OBJECT)));
                case DEEP_TOOLS ->
                    asking(
                            List.of(user(text())),
                            times(i -> new Tool("f" + i, "", DEEP)).subList(0, MANY / 10));
                case CALLS -> calls(times(i -> new Part.ToolCall("call_" + i, "f", "{\"a\":1}")));
                case BRACKETS_IN_A_CALL -> calls(List.of(new Part.ToolCall("call_0", "f", BRACKETS)));
            };
        }

        private static ChatRequest calls(List<Part> calls) {
            List<Part> results = new ArrayList<>();
            for (Part call : calls)
                results.add(new Part.ToolResult(((Part.ToolCall) call).id(), List.of(text()), false));
            return asking(
                    List.of(user(text()), new Message(Role.ASSISTANT, calls), new Message(Role.TOOL, results)),
                    List.of(new Tool("f", "", OBJECT)));
        }
    }

    /** What an answer may have many of. */
    enum ManyOf {
        CALLS,
        CITATIONS,
        PROBABILITIES,
        BRACKETS_IN_A_CALL;

        private List<Event> events() {
            return switch (this) {
                case CALLS ->
                    Large.<List<Event>>times(i -> call(i, "{}")).stream()
                            .flatMap(List::stream)
                            .toList();
                case CITATIONS -> {
                    List<Event> events = new ArrayList<>(List.of(new Event.TextDelta(0, "a".repeat(MANY))));
                    events.addAll(times(ManyOf::cited));
                    yield events;
                }
                // A longer answer has none.
                case PROBABILITIES ->
                    List.of(
                            new Event.TextDelta(0, "a".repeat(MANY / 10)),
                            new Event.LogProbs(
                                    0, Large.<LogProb>times(i -> likely()).subList(0, MANY / 10)));
                case BRACKETS_IN_A_CALL -> call(0, BRACKETS);
            };
        }

        private static List<Event> call(int i, String arguments) {
            return List.of(new Event.ToolCallStarted(0, i, "call_" + i, "f"), new Event.ToolCallDelta(0, i, arguments));
        }

        private static Event cited(int i) {
            return new Event.Cited(
                    0,
                    new Citation(
                            new Citation.Source.Page("https://example.com/" + i),
                            Optional.of("t"),
                            Optional.empty(),
                            Optional.of(new Citation.Stretch(i, i + 1))));
        }

        private static LogProb likely() {
            return new LogProb("a", -1, List.of(new LogProb("a", -1), new LogProb("b", -2)));
        }

        Bytes answer(Spoken spoken) {
            return Large.answer(spoken, events());
        }
    }

    /** A request with a text, or an image, of so many bytes. */
    static Bytes request(Spoken spoken, Filling filling, int bytes) {
        Part part = filling == Filling.BASE64 || filling == Filling.URL_BASE64 ? image(MARK) : new Part.Text(MARK);
        return filling.into(said(spoken, asking(List.of(user(part)), List.of())).utf8(), bytes);
    }

    /** An answer with a text of so many bytes. */
    static Bytes answer(Spoken spoken, Filling filling, int bytes) {
        return filling.into(
                answer(spoken, List.of(new Event.TextDelta(0, MARK))).utf8(), bytes);
    }

    private static Bytes answer(Spoken spoken, List<Event> content) {
        List<Event> events = new ArrayList<>(List.of(new Event.Started("id", Translations.MODEL)));
        events.addAll(content);
        events.add(new Event.Finished(0, FinishReason.STOP));
        return spoken.dialect()
                .encodeAnswer(Translations.asking(spoken, false), List.of(Frame.of(events)), Translations.ID);
    }

    private static Bytes said(Spoken spoken, ChatRequest request) {
        return switch (spoken.dialect().encodeRequest(request, Translations.MODEL)) {
            case Encoding.Said said -> said.body();
            case Encoding.Unsayable(String what) -> throw new AssertionError(spoken + " cannot say " + what);
        };
    }

    private static ChatRequest asking(List<Message> messages, List<Tool> tools) {
        ChatRequest plain = ChatRequest.of(Translations.MODEL, "hi");
        return new ChatRequest(
                plain.model(),
                messages,
                tools,
                plain.toolChoice(),
                plain.toolCalling(),
                plain.format(),
                plain.sampling(),
                plain.thinking(),
                plain.display(),
                plain.stream(),
                plain.vendorFields());
    }

    private static Message user(Part part) {
        return new Message(Role.USER, List.of(part));
    }

    private static Message assistant(Part part) {
        return new Message(Role.ASSISTANT, List.of(part));
    }

    private static Part text() {
        return new Part.Text("a");
    }

    private static Part image(String base64) {
        return new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Inline("image/png", base64));
    }

    private static <T> List<T> times(IntFunction<? extends T> made) {
        List<T> all = new ArrayList<>();
        IntStream.rangeClosed(0, MANY).forEach(i -> all.add(made.apply(i)));
        return all;
    }
}
