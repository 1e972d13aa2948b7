package dev.outrigger.dialect.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Completion;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Part.Media.Kind;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.JsonMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** What is said in this dialect's words is read back as it was. */
class ResponsesRoundTripTest {
    private static final String EMPTY = "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}";
    private static final Seal SEAL = new Seal("openai", "gAAAAABo");

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("x", "é 🗼", "\"quoted\"\n", "{}", "null", " ");
    }

    private Arbitrary<Part> given() {
        return Arbitraries.oneOf(
                texts().map(Part.Text::new),
                texts().map(url -> new Part.Media(Kind.IMAGE, new Part.Source.Url(url))),
                Arbitraries.of("image/png", "image/webp")
                        .map(type -> new Part.Media(Kind.IMAGE, new Part.Source.Inline(type, "iVBO"))),
                texts().map(name -> new Part.Media(
                        Kind.DOCUMENT, new Part.Source.Inline("application/pdf", "JVBE"), Optional.of(name))));
    }

    private Arbitrary<Part> said() {
        return Arbitraries.oneOf(
                texts().map(Part.Text::new),
                texts().map(Part.Refusal::new),
                texts().map(text -> new Part.Reasoning(text, Optional.of(SEAL))),
                Arbitraries.just(new Part.SealedReasoning(SEAL)),
                texts().map(arguments -> new Part.ToolCall("call_1", "f", arguments)),
                texts().map(input -> new Part.ToolCall("call_2", "note", input)));
    }

    private Arbitrary<Part> result() {
        return given().list().ofMinSize(1).ofMaxSize(3).map(parts -> new Part.ToolResult("call_1", parts, false));
    }

    private static Arbitrary<Message> message(Role role, Arbitrary<Part> part) {
        return part.list().ofMinSize(1).ofMaxSize(4).map(parts -> new Message(role, parts));
    }

    /** Neighbours of one role, which this dialect may join, do not come. */
    private Arbitrary<List<Message>> conversations() {
        Arbitrary<List<Message>> round = Combinators.combine(
                        message(Role.SYSTEM, texts().map(Part.Text::new)),
                        message(Role.USER, given()),
                        message(Role.ASSISTANT, said()),
                        message(Role.TOOL, result()))
                .as(List::of);
        return round.list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(rounds -> rounds.stream().flatMap(List::stream).toList());
    }

    private static Arbitrary<Optional<ToolChoice>> choices() {
        return Arbitraries.of(
                Optional.empty(),
                Optional.of(new ToolChoice.Auto()),
                Optional.of(new ToolChoice.None()),
                Optional.of(new ToolChoice.Required()),
                Optional.of(new ToolChoice.Named("note")),
                Optional.of(new ToolChoice.Among(List.of("f", "note"), ToolChoice.Among.Duty.MAY)),
                Optional.of(new ToolChoice.Among(List.of("f"), ToolChoice.Among.Duty.MUST)));
    }

    private static Arbitrary<OutputFormat> formats() {
        return Arbitraries.of(
                new OutputFormat.Free(),
                new OutputFormat.Json(),
                new OutputFormat.Schema("trip", "{\"type\":\"object\"}"),
                new OutputFormat.Schema("trip", Passage.of(EMPTY), Optional.of(Strictness.STRICT)));
    }

    private static Arbitrary<Optional<Thinking>> thoughts() {
        return Arbitraries.of(Thinking.Effort.Level.values())
                .map(Thinking.Effort::new)
                .map(effort -> (Thinking) effort)
                .optional();
    }

    private static Arbitrary<Sampling> samplings() {
        return Combinators.combine(
                        Arbitraries.doubles().between(0, 2).optional(),
                        Arbitraries.integers().between(1, 9_000).optional(),
                        Arbitraries.integers().between(0, 20).optional())
                .as((temperature, tokens, others) -> new Sampling(
                        temperature.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                        OptionalDouble.empty(),
                        OptionalInt.empty(),
                        tokens.map(OptionalInt::of).orElse(OptionalInt.empty()),
                        OptionalLong.empty(),
                        List.of(),
                        1,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        others.map(OptionalInt::of).orElse(OptionalInt.empty())));
    }

    @Provide
    Arbitrary<ChatRequest> requests() {
        List<Tool> tools = List.of(
                new Tool(
                        "f",
                        "d",
                        "{\"type\":\"object\",\"properties\":{}}",
                        Tool.Kind.FUNCTION,
                        Optional.of(Strictness.LOOSE)),
                new Tool("g", "", EMPTY, Tool.Kind.FUNCTION, Optional.of(Strictness.STRICT)),
                new Tool("note", "", "{\"type\":\"text\"}", Tool.Kind.FREE_FORM, Optional.empty()));
        return Combinators.combine(
                        conversations(),
                        choices(),
                        Arbitraries.of(ToolCalling.values()).optional(),
                        formats(),
                        samplings(),
                        thoughts(),
                        Arbitraries.of(true, false))
                .as((messages, choice, calling, format, sampling, thinking, stream) -> new ChatRequest(
                        new ModelName("m"),
                        messages,
                        tools,
                        choice,
                        calling,
                        format,
                        sampling,
                        thinking,
                        Optional.of(Thinking.Display.SHOWN),
                        stream,
                        Set.of()));
    }

    @Property
    void readsBackTheRequestsItSays(@ForAll("requests") ChatRequest request) {
        ChatRequest read =
                ResponsesWire.request(ResponsesWire.said(request).body().utf8());

        assertEquals(JsonMode.spokenOf(request), read.messages());
        assertEquals(request.tools(), read.tools());
        assertEquals(request.toolChoice(), read.toolChoice());
        assertEquals(request.toolCalling(), read.toolCalling());
        assertEquals(request.format(), read.format());
        assertEquals(request.sampling(), read.sampling());
        assertEquals(request.thinking(), read.thinking());
        assertEquals(request.display(), read.display());
        assertEquals(request.stream(), read.stream());
        assertEquals(Set.of(), ResponsesWire.said(request).lost());
    }

    @Provide
    Arbitrary<List<Event>> answers() {
        Arbitrary<List<Event>> pieces = Arbitraries.oneOf(
                texts().map(text -> List.of(new Event.TextDelta(0, text), new Event.TextDelta(0, text))),
                texts().map(text -> List.of(new Event.RefusalDelta(0, text))),
                texts().map(text -> List.of(new Event.ReasoningDelta(0, text), new Event.ReasoningSigned(0, SEAL))),
                Arbitraries.just(List.of(new Event.ReasoningSealed(0, SEAL))));
        return pieces.list().ofMinSize(1).ofMaxSize(5).map(ResponsesRoundTripTest::answer);
    }

    private static List<Event> answer(List<List<Event>> pieces) {
        List<Event> events = new ArrayList<>();
        events.add(new Event.Started("x", new ModelName("smol")));
        pieces.forEach(events::addAll);
        for (int call = 0; call < pieces.size() % 3; call++)
            events.add(new Event.ToolCallStarted(0, call, "call_" + call, "f"));
        for (int call = pieces.size() % 3 - 1; call >= 0; call--)
            events.add(new Event.ToolCallDelta(0, call, "{\"n\":" + call + "}"));
        events.add(new Event.Used(new Usage(
                OptionalLong.of(9), OptionalLong.of(8), OptionalLong.of(7), OptionalLong.of(6), OptionalLong.of(5))));
        events.add(new Event.Finished(0, pieces.size() % 3 > 0 ? FinishReason.TOOL_CALLS : FinishReason.STOP));
        return events;
    }

    private static Completion expected(List<Event> events) {
        Completion told = Completion.of(List.of(Frame.of(events)));
        return new Completion("resp_outrigger_" + ResponsesWire.ID.value(), told.model(), told.choices(), told.usage());
    }

    @Property
    void readsBackTheStreamsItWrites(@ForAll("answers") List<Event> events) {
        List<Event> all = new ArrayList<>(events);
        all.add(new Event.Ended());
        String stream = ResponsesWire.written("{\"model\":\"m\",\"input\":\"x\"}", all.toArray(Event[]::new));

        List<Frame> frames = ResponsesWire.frames(stream);

        assertEquals(expected(events), Completion.of(frames));
        assertEquals(new Event.Ended(), ResponsesWire.events(frames).getLast());
    }

    @Property
    void readsBackTheAnswersItWrites(@ForAll("answers") List<Event> events) {
        var body = ResponsesWire.RESPONSES.encodeAnswer(
                ResponsesWire.inbound("{\"model\":\"m\",\"input\":\"x\"}"),
                List.of(Frame.of(events)),
                ResponsesWire.ID);

        var whole = (Dialect.Answered.Whole) ResponsesWire.RESPONSES.decodeAnswer(body);

        assertEquals(expected(events), Completion.of(List.of(whole.frame())));
    }

    @Property(tries = 200)
    void tellsInAStreamWhatItTellsAtOnce(@ForAll("answers") List<Event> events, @ForAll @Size(3) List<Integer> cuts) {
        var encoder = ResponsesWire.RESPONSES.streamEncoder(
                ResponsesWire.inbound("{\"model\":\"m\",\"input\":\"x\"}"), ResponsesWire.ID);
        StringBuilder stream = new StringBuilder();
        int from = 0;
        for (int cut : cuts) {
            int to = Math.min(events.size(), from + Math.floorMod(cut, 4));
            stream.append(encoder.encode(Frame.of(events.subList(from, to))).utf8());
            from = to;
        }
        stream.append(
                encoder.encode(Frame.of(events.subList(from, events.size()))).utf8());
        stream.append(encoder.encode(Frame.of(List.of(new Event.Ended()))).utf8());

        assertEquals(expected(events), Completion.of(ResponsesWire.frames(stream.toString())));
    }
}
