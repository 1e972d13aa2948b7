package dev.outrigger.dialect.ollama;

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

class OllamaRewriteTest {
    private static Rewrite rewrite(String model, Set<String> rejects, Map<String, String> renames) {
        return new Rewrite(new ModelName(model), rejects, renames, Rewrite.StreamUsage.ASKED_FOR_US);
    }

    private static String sent(Inbound inbound, Rewrite rewrite) {
        return Lines.OLLAMA.rewriteRequest(inbound, rewrite).joined().utf8();
    }

    @Test
    void touchesNothingOfARequestForTheModelOfUpstream() {
        Bytes body = Lines.cassette("request-chat.json");
        Inbound inbound = Lines.inbound(Lines.CHAT, body);

        assertSame(
                body,
                Lines.OLLAMA
                        .rewriteRequest(inbound, rewrite("qwen3:8b", Set.of(), Map.of()))
                        .joined());
    }

    @Test
    void rewritesTheModelWhereItStandsAndLeavesOutWhatItRejects() {
        Inbound inbound = Lines.inbound(
                Lines.CHAT,
                Bytes.of(
                        "{ \"model\" : \"auto\",\"messages\":[{\"role\":\"user\"}], \"keep_alive\": 1.0, \"think\":true }"));
        Rewrite rewrite = rewrite("qwen3", Set.of("think"), Map.of());

        assertEquals(
                "{ \"model\" : \"qwen3\",\"messages\":[{\"role\":\"user\"}], \"keep_alive\": 1.0 }",
                sent(inbound, rewrite));
        assertTrue(Lines.OLLAMA.explains(rewrite, Bytes.EMPTY, inbound));
    }

    @Test
    void renamesFieldsAndExplainsARefusalByThat() {
        Inbound inbound = Lines.inbound(Lines.PROMPT, Bytes.of("{\"model\":\"m\",\"prompt\":\"x\",\"think\":true}"));
        Rewrite rewrite = rewrite("m", Set.of(), Map.of("think", "reason"));

        assertEquals("{\"model\":\"m\",\"prompt\":\"x\",\"reason\":true}", sent(inbound, rewrite));
        assertTrue(Lines.OLLAMA.explains(rewrite, Bytes.EMPTY, inbound));
    }

    @Test
    void explainsNoRefusalByAnotherNameOfTheModel() {
        Inbound inbound =
                Lines.inbound(Lines.CHAT, Bytes.of("{\"model\":\"auto\",\"messages\":[{\"role\":\"user\"}]}"));

        assertFalse(Lines.OLLAMA.explains(rewrite("m", Set.of("think"), Map.of()), Bytes.EMPTY, inbound));
    }
}
