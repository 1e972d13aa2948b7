package dev.outrigger.dialect.anthropic;

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
import dev.outrigger.chat.Part.Source;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Thinking.Effort.Level;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.chat.Usage;
import java.time.Duration;
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

/** What is within Anthropic's words comes back as it was, when it was said in them and read again. */
class AnthropicRoundTripTest {
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"additionalProperties\":false}";

    @Property(tries = 300)
    void requestsComeBack(@ForAll("requests") ChatRequest request) {
        // When
        var said = Wire.said(request);
        ChatRequest back = Wire.request(said.body().utf8());
        // Then
        assertEquals(request, back);
        assertEquals(Set.of(), said.lost());
    }

    @Property(tries = 300)
    void streamsComeBack(@ForAll("answers") List<Event> events) {
        // When
        String stream = Wire.stream(events.toArray(Event[]::new));
        // Then
        assertEquals(whole(events), whole(Wire.events(stream)));
    }

    @Property(tries = 300)
    void wholeAnswersComeBack(@ForAll("answers") List<Event> events) {
        // When
        var body = Wire.ANTHROPIC.encodeAnswer(List.of(Frame.of(events)), Wire.ID);
        // Then
        var answered = (dev.outrigger.dialect.Dialect.Answered.Whole) Wire.ANTHROPIC.decodeAnswer(body);
        assertEquals(whole(events), whole(answered.frame().events()));
    }

    /** Joined deltas; the id is made here. */
    private static Completion whole(List<Event> events) {
        Completion whole = Completion.of(List.of(Frame.of(events)));
        return new Completion("", whole.model(), whole.choices(), whole.usage());
    }

    @Provide
    Arbitrary<ChatRequest> requests() {
        return Combinators.combine(
                        conversations(),
                        Arbitraries.integers().between(0, 2),
                        samplings(),
                        thoughts(),
                        Arbitraries.of(false, true),
                        Arbitraries.of(
                                new OutputFormat.Free(),
                                new OutputFormat.Schema("", Passage.of(SCHEMA), Optional.of(Strictness.STRICT))))
                .as((messages, tools, sampling, thinking, stream, format) -> new ChatRequest(
                        new ModelName("claude-x"),
                        messages,
                        tools(tools),
                        tools == 0 ? Optional.empty() : Optional.of(new ToolChoice.Auto()),
                        tools == 2 ? Optional.of(ToolCalling.ONE_AT_A_TIME) : Optional.empty(),
                        format,
                        sampling,
                        thinking,
                        thinking.filter(said -> said instanceof Thinking.Free).map(free -> Thinking.Display.SHOWN),
                        stream,
                        Set.of()));
    }

    private static List<Tool> tools(int count) {
        List<Tool> tools = new ArrayList<>();
        for (int i = 0; i < count; i++)
            tools.add(new Tool(
                    "f" + i,
                    i == 0 ? "" : "d",
                    SCHEMA,
                    Tool.Kind.FUNCTION,
                    i == 0 ? Optional.empty() : Optional.of(Strictness.STRICT)));
        return tools;
    }

    /** What thinking forbids is tested by itself. */
    private static Arbitrary<Sampling> samplings() {
        return Combinators.combine(
                        Arbitraries.of(OptionalDouble.empty(), OptionalDouble.of(0.95)),
                        Arbitraries.integers().between(5_000, 60_000),
                        Arbitraries.of(List.<String>of(), List.of("END", " x")))
                .as((topP, maxTokens, stop) -> new Sampling(
                        OptionalDouble.empty(),
                        topP,
                        OptionalInt.empty(),
                        OptionalInt.of(maxTokens),
                        OptionalLong.empty(),
                        stop,
                        1,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalInt.empty()));
    }

    private static Arbitrary<Optional<Thinking>> thoughts() {
        return Arbitraries.of(
                Optional.empty(),
                Optional.of(new Thinking.Off()),
                Optional.of(new Thinking.Free()),
                Optional.of(new Thinking.Budget(2_048)),
                Optional.of(new Thinking.Effort(Level.LOW)),
                Optional.of(new Thinking.Effort(Level.VERY_HIGH)),
                Optional.of(new Thinking.Effort(Level.MAX)));
    }

    /** A system text, then turns; each begins with its thoughts, and has a mark at most at its end. */
    private static Arbitrary<List<Message>> conversations() {
        Arbitrary<Message> system = texts().map(text -> new Message(
                Role.SYSTEM, List.of(new Part.Text(text), new Part.CacheMark(Optional.of(Duration.ofHours(1))))));
        return Combinators.combine(
                        system.optional(), turns().list().ofMinSize(1).ofMaxSize(3))
                .as((first, turns) -> {
                    List<Message> all = new ArrayList<>();
                    first.ifPresent(all::add);
                    for (int i = 0; i < turns.size(); i++) all.addAll(numbered(turns.get(i), i));
                    all.add(Message.of(Role.USER, "last"));
                    return all;
                });
    }

    /** No two calls of a conversation have one id. */
    private static List<Message> numbered(List<Message> turn, int number) {
        return turn.stream()
                .map(message -> new Message(
                        message.role(),
                        message.parts().stream()
                                .map(part -> switch (part) {
                                    case Part.ToolCall(var id, var name, var arguments) ->
                                        new Part.ToolCall(id + "-" + number, name, arguments);
                                    case Part.ToolResult(var id, var parts, var isError) ->
                                        new Part.ToolResult(id + "-" + number, parts, isError);
                                    default -> part;
                                })
                                .toList()))
                .toList();
    }

    private static Arbitrary<List<Message>> turns() {
        Arbitrary<List<Part>> said = Arbitraries.oneOf(texts().map(Part.Text::new), media())
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        Arbitrary<List<Part>> results =
                results().list().ofMinSize(1).ofMaxSize(2).map(List::copyOf);
        return Combinators.combine(said, answerParts(), results)
                .as((user, assistant, tool) -> List.of(
                        new Message(Role.USER, user),
                        new Message(Role.ASSISTANT, assistant),
                        new Message(Role.TOOL, tool),
                        Message.of(Role.USER, "and?"),
                        Message.of(Role.ASSISTANT, "so")));
    }

    private static Arbitrary<Part> media() {
        return Arbitraries.of(
                new Part.Media(Kind.IMAGE, new Source.Inline("image/png", "iVBORw0KGgo=")),
                new Part.Media(Kind.IMAGE, new Source.Url("https://example.org/a")),
                new Part.Media(Kind.DOCUMENT, new Source.Inline("application/pdf", "JVBERi0="), Optional.of("n")),
                new Part.Media(Kind.DOCUMENT, new Source.Inline("text/plain", "aGk=")),
                new Part.Media(Kind.DOCUMENT, new Source.Url("https://example.org/d")));
    }

    private static Arbitrary<Part.ToolResult> results() {
        Arbitrary<List<Part>> parts =
                Arbitraries.oneOf(texts().map(Part.Text::new), media()).list().ofMaxSize(2);
        return Combinators.combine(parts, Arbitraries.of(false, true))
                .as((said, isError) -> new Part.ToolResult("toolu_1", said, isError));
    }

    private static Arbitrary<List<Part>> answerParts() {
        return Combinators.combine(texts(), texts(), Arbitraries.integers().between(0, 3))
                .as((thought, text, calls) -> {
                    List<Part> parts = new ArrayList<>();
                    parts.add(new Part.Reasoning(thought, Optional.of(new Seal("anthropic", "c2ln"))));
                    parts.add(new Part.SealedReasoning(new Seal("anthropic", "ZGF0YQ==")));
                    parts.add(new Part.Text(text));
                    for (int i = 0; i < calls; i++)
                        parts.add(new Part.ToolCall("toolu_" + i, "f", "{\"i\":" + i + "}"));
                    return parts;
                });
    }

    /** Events of all kinds that Anthropic has, in the order in which its models tell them. */
    @Provide
    Arbitrary<List<Event>> answers() {
        return Combinators.combine(
                        texts().list().ofMaxSize(3),
                        texts().list().ofMaxSize(4),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(FinishReason.STOP, FinishReason.LENGTH, FinishReason.TOOL_CALLS),
                        Arbitraries.of(false, true))
                .as((thoughts, texts, calls, finish, refuses) -> {
                    List<Event> events = new ArrayList<>();
                    events.add(new Event.Started("up", new ModelName("claude-x")));
                    events.add(new Event.Used(Usage.of(20, 1)));
                    for (String thought : thoughts) events.add(new Event.ReasoningDelta(0, thought));
                    if (!thoughts.isEmpty()) events.add(new Event.ReasoningSigned(0, new Seal("anthropic", "c2ln")));
                    for (String text : texts) events.add(new Event.TextDelta(0, text));
                    for (int i = 0; i < calls; i++) {
                        events.add(new Event.ToolCallStarted(0, i, "toolu_" + i, "f"));
                        events.add(new Event.ToolCallDelta(0, i, "{\"i\":"));
                        events.add(new Event.ToolCallDelta(0, i, i + "}"));
                    }
                    if (refuses) events.add(new Event.RefusalDelta(0, "I would rather not"));
                    events.add(new Event.Finished(0, refuses ? FinishReason.CONTENT_FILTER : finish));
                    events.add(new Event.Used(new Usage(
                            OptionalLong.of(20),
                            OptionalLong.of(9),
                            OptionalLong.of(5),
                            OptionalLong.of(4),
                            OptionalLong.of(3))));
                    events.add(new Event.Ended());
                    return events;
                });
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab {}[]\"\\\n\u00e9\u4e2d")
                .ofMinLength(1)
                .ofMaxLength(12)
                .map(text -> text + "\uD83D\uDE00");
    }
}
