package dev.outrigger.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
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
            OptionalInt.of(0));

    private static ChatRequest asking(Sampling sampling, List<Part> parts) {
        return new ChatRequest(
                new ModelName("m"),
                List.of(new Message(Role.ASSISTANT, parts)),
                List.of(new Tool("f", "", "{}")),
                Optional.of(new ToolChoice.Auto()),
                Optional.of(ToolCalling.PARALLEL),
                new OutputFormat.Json(),
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
        List<Part> parts = List.of(
                new Part.Reasoning("hm", Optional.empty()),
                new Part.CacheMark(Optional.empty()),
                new Part.ToolResult("c", List.of(), true));

        assertEquals(EnumSet.allOf(Feature.class), Feature.of(asking(ALL, parts)));
    }

    @Test
    void aSealIsReasoningToo() {
        List<Part> parts = List.of(new Part.SealedReasoning(new Seal("anthropic", "c2VhbA==")));

        assertEquals(true, Feature.of(asking(ALL, parts)).contains(Feature.REASONING));
    }
}
