package dev.outrigger.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private static final Seal SEAL = new Seal("anthropic", "s");

    private static Completion of(Event... events) {
        return Completion.of(List.of(Frame.of(List.of(events))));
    }

    private static List<Part> parts(Event... events) {
        return of(events).choices().getFirst().parts();
    }

    @Test
    void isOneEmptyChoiceWhenNothingCame() {
        assertEquals(
                new Completion(
                        "",
                        "",
                        List.of(new Completion.Choice(0, List.of(), List.of(), List.of(), FinishReason.OTHER)),
                        Usage.ABSENT),
                Completion.of(List.of()));
    }

    @Test
    void joinsDeltasAcrossFrames() {
        List<Frame> frames = List.of(
                Frame.of(List.of(new Event.Started("i", new ModelName("m")), new Event.TextDelta(0, "Pa"))),
                Frame.of(List.of(new Event.Ping(), new Event.TextDelta(0, ""), new Event.TextDelta(0, "ris"))),
                Frame.of(List.of(new Event.Finished(0, FinishReason.STOP), new Event.Ended())));

        Completion whole = Completion.of(frames);

        assertEquals("i", whole.id());
        assertEquals("m", whole.model());
        assertEquals("Paris", whole.choices().getFirst().text());
        assertEquals(FinishReason.STOP, whole.choices().getFirst().finish());
    }

    @Test
    void keepsPartsInTheOrderInWhichTheyBegan() {
        assertEquals(
                List.of(
                        new Part.Reasoning("ab", Optional.of(SEAL)),
                        new Part.Text("one"),
                        new Part.ToolCall("c1", "f", "{}"),
                        new Part.Text("two"),
                        new Part.Refusal("no")),
                parts(
                        new Event.ReasoningDelta(0, "a"),
                        new Event.ReasoningDelta(0, "b"),
                        new Event.ReasoningSigned(0, SEAL),
                        new Event.TextDelta(0, "one"),
                        new Event.ToolCallStarted(0, 0, "c1", "f"),
                        new Event.ToolCallDelta(0, 0, "{"),
                        new Event.TextDelta(0, "two"),
                        new Event.ToolCallDelta(0, 0, "}"),
                        new Event.RefusalDelta(0, "n"),
                        new Event.RefusalDelta(0, "o")));
    }

    @Test
    void beginsAnotherThoughtAfterASignature() {
        assertEquals(
                List.of(
                        new Part.Reasoning("a", Optional.of(SEAL)),
                        new Part.Reasoning("b", Optional.empty()),
                        new Part.SealedReasoning(SEAL)),
                parts(
                        new Event.ReasoningDelta(0, "a"),
                        new Event.ReasoningSigned(0, SEAL),
                        new Event.ReasoningDelta(0, "b"),
                        new Event.ReasoningSealed(0, SEAL)));
    }

    @Test
    void keepsAMarkOnTheCallAfterIt() {
        assertEquals(
                List.of(new Part.Text("x"), new Part.Reasoning("", Optional.of(SEAL)), new Part.ToolCall("c", "f", "")),
                parts(
                        new Event.TextDelta(0, "x"),
                        new Event.ReasoningSigned(0, SEAL),
                        new Event.ToolCallStarted(0, 0, "c", "f")));
    }

    @Test
    void givesInterleavedPiecesToTheirOwnCalls() {
        assertEquals(
                List.of(new Part.ToolCall("a", "f", "{1}"), new Part.ToolCall("b", "g", "{2}")),
                parts(
                        new Event.ToolCallStarted(0, 0, "a", "f"),
                        new Event.ToolCallStarted(0, 1, "b", "g"),
                        new Event.ToolCallDelta(0, 1, "{2"),
                        new Event.ToolCallDelta(0, 0, "{1"),
                        new Event.ToolCallDelta(0, 0, "}"),
                        new Event.ToolCallDelta(0, 1, "}"),
                        new Event.ToolCallDelta(0, 7, "of a call that never began")));
    }

    @Test
    void tellsChoicesApartAndInTheirOrder() {
        Completion whole = of(
                new Event.TextDelta(1, "one"),
                new Event.TextDelta(0, "ze"),
                new Event.TextDelta(0, "ro"),
                new Event.Finished(1, FinishReason.LENGTH),
                new Event.Finished(0, FinishReason.STOP));

        assertEquals(
                List.of("zero", "one"),
                whole.choices().stream().map(Completion.Choice::text).toList());
        assertEquals(
                List.of(FinishReason.STOP, FinishReason.LENGTH),
                whole.choices().stream().map(Completion.Choice::finish).toList());
    }

    @Test
    void takesTheLastWordOnUsageFieldByField() {
        Usage first = new Usage(OptionalLong.of(9), OptionalLong.of(1), OptionalLong.of(4), OptionalLong.empty());
        Usage last = new Usage(OptionalLong.empty(), OptionalLong.of(7), OptionalLong.empty(), OptionalLong.empty());

        assertEquals(
                new Usage(OptionalLong.of(9), OptionalLong.of(7), OptionalLong.of(4), OptionalLong.empty()),
                of(new Event.Used(first), new Event.Used(last)).usage());
    }

    @Test
    void keepsSourcesLikelihoodsAndMedia() {
        Citation cited = new Citation(
                new Citation.Source.Page("https://example.org"), Optional.empty(), Optional.empty(), Optional.empty());
        LogProb likely = new LogProb("x", -1);
        Part.Media image = new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Inline("image/png", "QUJD"));

        Completion.Choice choice = of(
                        new Event.MediaDelta(0, image),
                        new Event.Cited(0, cited),
                        new Event.LogProbs(0, List.of(likely)),
                        new Event.LogProbs(0, List.of(likely)),
                        new Event.Other(0, "safetyRatings"))
                .choices()
                .getFirst();

        assertEquals(
                new Completion.Choice(0, List.of(image), List.of(cited), List.of(likely, likely), FinishReason.OTHER),
                choice);
    }
}
