package dev.outrigger.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureTest {
    private static final Sampling ALL = new Sampling(
            OptionalDouble.of(0),
            OptionalDouble.of(1),
            OptionalInt.of(1),
            OptionalInt.of(1),
            OptionalLong.of(0),
            List.of("x"),
            2,
            OptionalDouble.of(0),
            OptionalDouble.of(0),
            OptionalInt.of(0),
            OptionalDouble.of(0.1),
            LogitBias.of(Map.of(1, 2.0)));

    private static final Optional<Strictness> STRICT = Optional.of(Strictness.STRICT);

    private static final OutputFormat FORM = new OutputFormat.Schema("n", Passage.of("{}"), STRICT);

    private static ChatRequest asking(Sampling sampling, OutputFormat format, List<Part> parts) {
        return new ChatRequest(
                new ModelName("m"),
                List.of(new Message(Role.ASSISTANT, parts), Message.of(Role.SYSTEM, "Now be brief.")),
                List.of(new Tool("f", "", "{}", Tool.Kind.FUNCTION, STRICT)),
                Optional.of(new ToolChoice.Auto()),
                Optional.of(ToolCalling.PARALLEL),
                format,
                sampling,
                Optional.of(new Thinking.Off()),
                Optional.of(Thinking.Display.HIDDEN),
                true,
                Set.of("user"));
    }

    @Test
    void aPlainQuestionAsksForNone() {
        assertEquals(Set.of(), Feature.of(ChatRequest.of(new ModelName("m"), "Hi")));
    }

    @Test
    void eachIsSeenWhereItIsAskedFor() {
        Part picture = new Part.Media(
                Part.Media.Kind.IMAGE, new Part.Source.Url("https://example.com/a.png"), Optional.of("a.png"));
        List<Part> parts = List.of(
                new Part.Reasoning("hm", Optional.empty()),
                new Part.CacheMark(Optional.empty()),
                new Part.Refusal("No."),
                new Part.ToolResult("c", List.of(picture), true));

        EnumSet<Feature> all = EnumSet.allOf(Feature.class);
        // One form excludes the other, and a result an answer's beginning.
        all.removeAll(Set.of(Feature.JSON_MODE, Feature.PREFILL));
        assertEquals(all, Feature.of(asking(ALL, FORM, parts)));
        all.add(Feature.JSON_MODE);
        all.removeAll(Set.of(Feature.FORMAT, Feature.FORMAT_STRICTNESS, Feature.FORMAT_NAME));
        assertEquals(all, Feature.of(asking(ALL, new OutputFormat.Json(), parts)));
    }

    @Test
    void aSealIsReasoningToo() {
        List<Part> parts = List.of(new Part.SealedReasoning(new Seal("anthropic", "c2VhbA==")));

        assertEquals(true, Feature.of(asking(ALL, FORM, parts)).contains(Feature.REASONING));
    }

    @Test
    void lastWordsOfTheAssistantAreABeginning() {
        Message said = Message.of(Role.ASSISTANT, "It is (");
        Message calls =
                new Message(Role.ASSISTANT, List.of(new Part.Text("I look."), new Part.ToolCall("c", "f", "{}")));
        Message empty = new Message(Role.ASSISTANT, List.of(new Part.Text("")));

        assertEquals(true, Feature.endsWithBeginning(List.of(Message.of(Role.USER, "?"), said)));
        for (Message last : List.of(calls, empty, Message.of(Role.USER, "?")))
            assertEquals(false, Feature.endsWithBeginning(List.of(said, last)));
        assertEquals(false, Feature.endsWithBeginning(List.of()));
    }

    @Test
    void aSystemThatComesFirstIsWhereItBelongs() {
        ChatRequest request = ChatRequest.of(new ModelName("m"), "Hi");
        List<Message> messages = List.of(
                Message.of(Role.SYSTEM, "Be brief."),
                Message.of(Role.SYSTEM, "Be kind."),
                request.messages().getFirst());

        assertEquals(
                Set.of(),
                Feature.of(new ChatRequest(
                        request.model(),
                        messages,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        request.format(),
                        request.sampling(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Set.of())));
    }

    @Test
    void aLooseSchemaWithoutANameAsksForNoMoreThanItsForm() {
        ChatRequest request = ChatRequest.of(new ModelName("m"), "Hi");
        Tool loose = new Tool("f", "", "{}", Tool.Kind.FUNCTION, Optional.of(Strictness.LOOSE));
        OutputFormat form = new OutputFormat.Schema("", Passage.of("{}"), Optional.of(Strictness.LOOSE));

        assertEquals(
                Set.of(Feature.FORMAT, Feature.TOOLS),
                Feature.of(new ChatRequest(
                        request.model(),
                        request.messages(),
                        List.of(loose),
                        Optional.empty(),
                        Optional.empty(),
                        form,
                        request.sampling(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Set.of())));
    }
}
