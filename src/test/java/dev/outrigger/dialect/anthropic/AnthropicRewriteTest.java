package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnthropicRewriteTest {
    private static final String BODY = "{ \"top_k\" : 4,\"model\":\"auto\", \"x_new\":[1, 2.50], \"max_tokens\":5,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"h\\u0069\"}]}\n";

    private static Rewrite rewrite(Set<String> rejects, Map<String, String> renames) {
        return new Rewrite(new ModelName("claude-x"), rejects, renames, Rewrite.StreamUsage.AS_ASKED);
    }

    private static String rewritten(Rewrite rewrite) {
        return Wire.ANTHROPIC
                .rewriteRequest(Wire.inbound(BODY), rewrite)
                .joined()
                .utf8();
    }

    @Test
    void changesNothingButTheModelsName() {
        assertEquals(BODY.replace("auto", "claude-x"), rewritten(rewrite(Set.of(), Map.of())));
    }

    @Test
    void givesTheVeryBytesWhenTheNameIsRight() {
        // Given
        Inbound inbound = Wire.inbound(BODY);
        // When
        Bytes same =
                Wire.ANTHROPIC.rewriteRequest(inbound, Wire.rewrite("auto")).joined();
        // Then
        assertSame(inbound.raw(), same);
    }

    @Test
    void leavesOutAndRenamesWhatTheProfileSays() {
        // When
        String body = rewritten(rewrite(Set.of("top_k"), Map.of("max_tokens", "max_output")));
        // Then
        assertFalse(body.contains("top_k"));
        assertTrue(body.endsWith("\"x_new\":[1, 2.50], \"max_output\":5,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"h\\u0069\"}]}\n"));
    }

    @Test
    void explainsARefusalOnlyByWhatItChanged() {
        // Given
        Inbound inbound = Wire.inbound(BODY);
        // When, Then
        assertTrue(Wire.ANTHROPIC.explains(rewrite(Set.of("top_k"), Map.of()), Bytes.EMPTY, inbound));
        assertTrue(Wire.ANTHROPIC.explains(rewrite(Set.of(), Map.of("x_new", "y")), Bytes.EMPTY, inbound));
        assertFalse(Wire.ANTHROPIC.explains(rewrite(Set.of("top_p"), Map.of()), Bytes.EMPTY, inbound));
    }

    @Test
    void leavesOutThoughtsThatItMarkedItselfAndNoOthers() {
        // Given
        String marked = "{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"outrigger:unsigned\"}";
        String signed = "{ \"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"c2ln\" }";
        String empty = "{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"\"}";
        Inbound inbound = Wire.inbound("{\"model\":\"m\",\"messages\":[{ \"role\":\"user\", \"content\":\"a\" },"
                + "{\"role\":\"assistant\",\"content\":[" + marked + "," + signed + "," + empty + "]},"
                + "{\"role\":\"assistant\",\"content\":[" + marked + "]}],\"x\": 1}");
        // When
        String sent = Wire.ANTHROPIC
                .rewriteRequest(inbound, Wire.rewrite("m"))
                .joined()
                .utf8();
        // Then
        assertEquals(
                "{\"model\":\"m\",\"messages\":[{ \"role\":\"user\", \"content\":\"a\" },"
                        + "{\"role\":\"assistant\",\"content\":[" + signed + "," + empty + "]}],\"x\": 1}",
                sent);
    }

    @Test
    void keepsEveryByteOfThoughtsThatItDidNotMark() {
        // Given
        Inbound inbound = Wire.inbound("{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":[ "
                + "{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"\"} ]}]}");
        // When, Then
        assertSame(
                inbound.raw(),
                Wire.ANTHROPIC.rewriteRequest(inbound, Wire.rewrite("m")).joined());
    }

    private static String amidTools(String signature, String thinking) {
        return "{\"model\":\"m\",\"max_tokens\":5000,\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
                + "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\""
                + signature
                + "\"},{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"f\",\"input\":{}}]},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"c\",\"content\":\"r\"}]}],"
                + "\"thinking\":" + thinking + "}";
    }

    /** Anthropic refuses a budget for a turn that tools have answered and that does not begin with its thoughts. */
    @Test
    void doesNotLetThinkOnInALoopWhoseThoughtsItLeavesOut() {
        // Given
        Rewrite rewrite = Wire.rewrite("m");
        String budget = "{\"type\":\"enabled\",\"budget_tokens\":2000}";
        Inbound foreign = Wire.inbound(amidTools("outrigger:unsigned", budget));
        Inbound own = Wire.inbound(amidTools("c2ln", budget));
        Inbound adaptive = Wire.inbound(amidTools("outrigger:unsigned", "{\"type\":\"adaptive\"}"));
        // When
        String sent = Wire.ANTHROPIC.rewriteRequest(foreign, rewrite).joined().utf8();
        String kept = Wire.ANTHROPIC.rewriteRequest(adaptive, rewrite).joined().utf8();
        // Then
        assertFalse(sent.contains("thinking"), sent);
        assertTrue(kept.contains("\"thinking\":{\"type\":\"adaptive\"}"), kept);
        assertEquals(Set.of("messages[].content[].thinking", "thinking"), Wire.ANTHROPIC.dropped(foreign, rewrite));
        assertEquals(Set.of("messages[].content[].thinking"), Wire.ANTHROPIC.dropped(adaptive, rewrite));
        assertEquals(Set.of(), Wire.ANTHROPIC.dropped(own, rewrite));
        assertSame(own.raw(), Wire.ANTHROPIC.rewriteRequest(own, rewrite).joined());
    }

    @Test
    void doesNotLetThinkOnInALoopWhoseOwnThoughtsItLeavesOut() {
        // Given
        Rewrite rewrite = Wire.rewrite("m").with(Rewrite.Reasoning.LEFT_OUT);
        Inbound own = Wire.inbound(amidTools("c2ln", "{\"type\":\"enabled\",\"budget_tokens\":2000}"));
        Inbound adaptive = Wire.inbound(amidTools("c2ln", "{\"type\":\"adaptive\"}"));
        // When
        String sent = Wire.ANTHROPIC.rewriteRequest(own, rewrite).joined().utf8();
        String kept = Wire.ANTHROPIC.rewriteRequest(adaptive, rewrite).joined().utf8();
        // Then
        assertFalse(sent.contains("thinking"), sent);
        assertTrue(kept.contains("\"thinking\":{\"type\":\"adaptive\"}"), kept);
        assertEquals(Set.of("messages[].content[].thinking", "thinking"), Wire.ANTHROPIC.dropped(own, rewrite));
    }

    @Test
    void leavesOutAMessageOfThoughtsAlone() {
        // Given
        String turn = "{\"role\":\"%s\",\"content\":%s}";
        String user = turn.formatted("user", "\"a\"");
        String thought = turn.formatted("assistant", "[{\"type\":\"redacted_thinking\",\"data\":\"c2ln\"}]");
        Inbound inbound = Wire.inbound("{\"model\":\"m\",\"messages\":[" + thought + ", " + user + "]}");
        // When
        Rewrite rewrite = Wire.rewrite("m").with(Rewrite.Reasoning.LEFT_OUT);
        String sent = Wire.ANTHROPIC.rewriteRequest(inbound, rewrite).joined().utf8();
        // Then
        assertEquals("{\"model\":\"m\",\"messages\":[" + user + "]}", sent);
    }
}
