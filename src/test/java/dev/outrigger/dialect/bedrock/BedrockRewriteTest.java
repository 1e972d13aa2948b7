package dev.outrigger.dialect.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BedrockRewriteTest {
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
