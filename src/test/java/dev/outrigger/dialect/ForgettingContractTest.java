package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Rewrite.Reasoning;
import dev.outrigger.support.Row;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every dialect when another model of it goes on with an open loop: an app's own words but the thoughts. */
class ForgettingContractTest {
    /** By dialect: an app answers a call before which its model thought. */
    private static final Map<String, String> OPEN = Map.of(
            "anthropic", """
            { "model":"m", "max_tokens":9, "messages": [ {"role":"user","content":"h\\u0069"},
              {"role":"assistant","content":[ {"type":"thinking","thinking":"SECRET","signature":"SEAL"} ,
                {"type":"redacted_thinking","data":"SEAL"}, {"type":"text","text":"a"},
                {"type":"thinking","thinking":"SECRET","signature":"SEAL"},
                {"type":"tool_use","id":"c","name":"f","input":{"x": 1.50}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"r"}]} ] }
            """, "bedrock", """
            { "messages": [ {"role":"user","content":[{"text":"h\\u0069"}]},
              {"role":"assistant","content":[ {"reasoningContent":{"reasoningText":{"text":"SECRET","signature":"SEAL"}}} ,
                {"toolUse":{"toolUseId":"c","name":"f","input":{"x": 1.50}}},
                {"reasoningContent":{"redactedContent":"SEAL"}}]},
              {"role":"user","content":[{"toolResult":{"toolUseId":"c","content":[{"text":"r"}]}}]} ] }
            """, "gemini", """
            { "contents": [ {"role":"user","parts":[{"text":"h\\u0069"}]},
              {"role":"model","parts":[ {"text":"SECRET","thought":true} , {"text":"a","thoughtSignature":"SEAL"},
                {"functionCall":{"id":"c","name":"f","args":{"x": 1.50}}, "thought_signature":"SEAL"}]},
              {"role":"user","parts":[{"functionResponse":{"id":"c","name":"f","response":{"output":"r"}}}]} ] }
            """, "ollama", """
            { "model":"m", "messages": [ {"role":"user","content":"h\\u0069"},
              { "role":"assistant", "thinking":"SECRET", "content":"a",
                "tool_calls":[{"id":"c","function":{"name":"f","arguments":{"x": 1.50}}}]},
              {"role":"tool","tool_call_id":"c","content":"r"} ] }
            """, "openai", """
            { "model":"m", "messages": [ {"role":"user","content":"h\\u0069"},
              { "role":"assistant", "reasoning_content":"SECRET", "content":"a",
                "tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\\"x\\": 1.50}"}}]},
              {"role":"tool","tool_call_id":"c","content":"r"} ] }
            """, "openai-responses", """
            { "model":"m", "store":false, "input": [ {"role":"user","content":"h\\u0069"},
              {"type":"reasoning","summary":[],"encrypted_content":"SEAL"} ,
              {"type":"function_call","call_id":"c","name":"f","arguments":"{\\"x\\": 1.50}"},
              {"type":"reasoning","summary":[{"type":"summary_text","text":"SECRET"}]},
              {"type":"function_call_output","call_id":"c","output":"r"} ] }
            """);

    static List<Spoken> dialects() {
        return Spoken.all();
    }

    @Test
    void isHeldToByEveryDialect() {
        assertEquals(
                dialects().stream().map(spoken -> spoken.dialect().name()).collect(Collectors.toSet()), OPEN.keySet());
    }

    private static Inbound read(Spoken vendor, String body) {
        return assertInstanceOf(
                        Dialect.Reading.Read.class,
                        vendor.dialect().decodeRequest(vendor.dialect().chatAt(new ModelName("m")), Bytes.of(body)))
                .inbound();
    }

    private static Inbound open(Spoken vendor) {
        Inbound inbound =
                read(vendor, Objects.requireNonNull(OPEN.get(vendor.dialect().name())));
        assertTrue(ToolLoop.isOpen(inbound.request().messages()));
        return inbound;
    }

    private static Rewrite rewrite(String model, Reasoning reasoning) {
        return new Rewrite(new ModelName(model), Set.of(), Map.of(), Rewrite.StreamUsage.AS_ASKED).with(reasoning);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    @Row("elsewhere.tool-loop")
    void leavesOutTheThoughtsAndTheirSealsAndNothingElse(Spoken vendor) {
        Inbound inbound = open(vendor);

        String sent = vendor.dialect()
                .rewriteRequest(inbound, rewrite("m", Reasoning.LEFT_OUT))
                .joined()
                .utf8();

        assertFalse(sent.contains("SECRET") || sent.contains("SEAL"), sent);
        assertEquals(
                inbound.request().withoutReasoning(),
                read(vendor, sent).request().withoutReasoning());
        assertTrue(sent.contains("h\\u0069") && sent.contains("1.50"), sent);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    @Row("elsewhere.tool-loop")
    void namesWhatItLeavesOutAndExplainsARefusalByIt(Spoken vendor) {
        Inbound inbound = open(vendor);
        Rewrite rewrite = rewrite("m", Reasoning.LEFT_OUT);

        assertEquals(
                Set.of(vendor.dialect().field(Feature.REASONING)),
                vendor.dialect().dropped(inbound, rewrite));
        assertTrue(vendor.dialect().explains(rewrite, Bytes.EMPTY, inbound));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void keepsEveryByteWhereTheReasoningIsKept(Spoken vendor) {
        Inbound inbound = open(vendor);
        Rewrite rewrite = rewrite("m", Reasoning.KEPT);

        assertSame(
                inbound.raw(), vendor.dialect().rewriteRequest(inbound, rewrite).joined());
        assertEquals(Set.of(), vendor.dialect().dropped(inbound, rewrite));
        assertFalse(vendor.dialect().explains(rewrite, Bytes.EMPTY, inbound));
    }
}
