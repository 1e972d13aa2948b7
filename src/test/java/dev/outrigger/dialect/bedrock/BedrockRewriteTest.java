package dev.outrigger.dialect.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Completion;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What other vendors' models thought is told to the app, and never to Bedrock, which refuses what it has not signed. */
class BedrockRewriteTest {
    private static final String MARKED =
            "{\"reasoningContent\":{\"reasoningText\":{\"text\":\"t\",\"signature\":\"outrigger:unsigned\"}}}";
    private static final String SIGNED =
            "{ \"reasoningContent\":{\"reasoningText\":{\"text\":\"t\",\"signature\":\"c2ln\"}}}";
    private static final String BARE = "{ \"reasoningContent\":{\"reasoningText\":{\"text\":\"t\"}}}";

    private static final List<Event> OF_ANOTHER = List.of(
            new Event.Started("id", new ModelName("r1")),
            new Event.ReasoningDelta(0, "thought"),
            new Event.TextDelta(0, "said"),
            new Event.Finished(0, FinishReason.STOP),
            new Event.Ended());

    private static Inbound holding(String... blocks) {
        return Wire.inbound(
                Wire.AT,
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]},{\"role\":\"assistant\",\"content\":["
                        + String.join(",", blocks) + "]}]}");
    }

    private static String sent(Inbound inbound) {
        return Wire.BEDROCK
                .rewriteRequest(inbound, Wire.asks(Wire.CLAUDE))
                .joined()
                .utf8();
    }

    @Test
    void thoughtsOfOthersAreMarkedWholeAndStreamed() {
        JsonNode whole = Wire.json(Wire.BEDROCK.encodeAnswer(List.of(Frame.of(OF_ANOTHER)), Wire.ID));
        Completion.Choice streamed =
                Completion.of(Wire.stream(Wire.written(OF_ANOTHER))).choices().getFirst();

        assertEquals(
                "outrigger:unsigned",
                whole.at("/output/message/content/0/reasoningContent/reasoningText/signature")
                        .asText());
        assertEquals(
                new Part.Reasoning(Passage.of("thought"), Optional.of(new Seal(Bedrock.NAME, "outrigger:unsigned"))),
                streamed.parts().getFirst());
    }

    @Test
    void leavesOutThoughtsThatItMarkedItselfAndNoOthers() {
        Inbound inbound = holding(MARKED, SIGNED, BARE);

        assertEquals(holding(SIGNED, BARE).raw().utf8(), sent(inbound));
        assertEquals(
                Set.of("messages[].content[].reasoningContent"), Wire.BEDROCK.dropped(inbound, Wire.asks(Wire.CLAUDE)));
    }

    @Test
    void keepsEveryByteOfWhatItDidNotMark() {
        Inbound inbound = holding(SIGNED, BARE);

        assertSame(
                inbound.raw(),
                Wire.BEDROCK.rewriteRequest(inbound, Wire.asks(Wire.CLAUDE)).joined());
        assertEquals(Set.of(), Wire.BEDROCK.dropped(inbound, Wire.asks(Wire.CLAUDE)));
    }

    @Test
    void readsAMarkAsNoSignature() {
        Part thought = holding(MARKED).request().messages().getLast().parts().getFirst();

        assertEquals(new Part.Reasoning(Passage.of("t"), Optional.empty()), thought);
    }

    private static final String OPEN = """
            {"messages":[{"role":"user","content":[{"text":"a"}]},
            {"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"t","signature":"SEAL"}}},
            {"toolUse":{"toolUseId":"c","name":"f","input":{}}}]},
            {"role":"user","content":[{"toolResult":{"toolUseId":"c","content":[{"text":"r"}]}}]}],
            "additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":2000},"top_k":4}}""";

    private static Rewrite forgetting(ModelName model) {
        return Wire.asks(model).with(Rewrite.Reasoning.LEFT_OUT);
    }

    private static String rewritten(Inbound inbound, ModelName model) {
        return Wire.BEDROCK.rewriteRequest(inbound, forgetting(model)).joined().utf8();
    }

    /** Claude refuses a budget for a turn that tools have answered and that does not begin with its thoughts. */
    @Test
    void doesNotLetClaudeThinkOnInALoopWhoseThoughtsItLeavesOut() {
        Inbound inbound = Wire.inbound(Wire.AT, OPEN);

        String sent = rewritten(inbound, Wire.CLAUDE);

        assertFalse(sent.contains("thinking"), sent);
        assertTrue(sent.contains("\"top_k\":4"), sent);
        assertEquals(
                Set.of("additionalModelRequestFields.thinking", "messages[].content[].reasoningContent"),
                Wire.BEDROCK.dropped(inbound, forgetting(Wire.CLAUDE)));
    }

    @Test
    void leavesAnotherMakersModelItsFields() {
        Inbound inbound = Wire.inbound(Wire.AT, OPEN);

        assertTrue(rewritten(inbound, new ModelName("amazon.nova-pro-v1:0")).contains("budget_tokens"));
    }

    @Test
    void leavesOutAMessageOfThoughtsAlone() {
        String user = "{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}";
        String thought = "{\"role\":\"assistant\",\"content\":[{\"reasoningContent\":{\"redactedContent\":\"c2ln\"}}]}";
        Inbound inbound = Wire.inbound(Wire.AT, "{\"messages\":[" + user + "," + thought + "]}");

        assertEquals("{\"messages\":[" + user + "]}", rewritten(inbound, Wire.CLAUDE));
    }
}
