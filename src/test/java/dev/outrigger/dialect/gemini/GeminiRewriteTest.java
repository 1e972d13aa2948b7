package dev.outrigger.dialect.gemini;

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

class GeminiRewriteTest {
    private static final String PLAIN = "{ \"contents\" : [ {\"parts\":[{\"text\":\"hi\"}]} ],\n \"labels\":{} }";

    private static Rewrite rewrite(String model, Set<String> rejects, Map<String, String> renames) {
        return new Rewrite(new ModelName(model), rejects, renames, Rewrite.StreamUsage.ASKED_FOR_US);
    }

    private static String rewritten(String body, Rewrite rewrite) {
        return Wire.GEMINI
                .rewriteRequest(Wire.inbound(Wire.WHOLE, body), rewrite)
                .joined()
                .utf8();
    }

    @Test
    void anotherModelChangesNoByteOfTheBody() {
        Inbound inbound = Wire.inbound(Wire.WHOLE, PLAIN);

        assertSame(
                inbound.raw(),
                Wire.GEMINI
                        .rewriteRequest(inbound, rewrite("other", Set.of(), Map.of()))
                        .joined());
    }

    @Test
    void aModelThatTheBodyRepeatsIsTheSame() {
        String body = "{\"model\": \"models/gemini-2.5-flash\", \"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]}";

        assertEquals(body.replace("gemini-2.5-flash", "other"), rewritten(body, rewrite("other", Set.of(), Map.of())));
        assertEquals(body, rewritten(body, rewrite("gemini-2.5-flash", Set.of(), Map.of())));
    }

    @Test
    void leavesOutAndRenamesWhatTheModelsProfileSays() {
        assertEquals(
                "{ \"contents\" : [ {\"parts\":[{\"text\":\"hi\"}]} ] }",
                rewritten(PLAIN, rewrite("m", Set.of("labels"), Map.of())));
        assertTrue(rewritten(PLAIN, rewrite("m", Set.of(), Map.of("labels", "tags")))
                .contains("\"tags\":{}"));
    }

    @Test
    void explainsARefusalByWhatItChanged() {
        Inbound inbound = Wire.inbound(Wire.WHOLE, PLAIN);

        assertTrue(Wire.GEMINI.explains(rewrite("m", Set.of("labels"), Map.of()), Bytes.EMPTY, inbound));
        assertTrue(Wire.GEMINI.explains(rewrite("m", Set.of(), Map.of("labels", "l")), Bytes.EMPTY, inbound));
        assertFalse(Wire.GEMINI.explains(rewrite("other", Set.of("tools"), Map.of()), Bytes.EMPTY, inbound));
    }

    /** Gemini 3 refuses a call that nobody signed: the first of a turn says why it bears no signature. */
    @Test
    void excusesCallsWhoseSignaturesItLeavesOutWhereTheModelWantsThem() {
        String call = "{\"functionCall\":{\"name\":\"f\"}%s}";
        String signed = call.formatted(",\"thoughtSignature\":\"SEAL\"");
        String excused = call.formatted(",\"thoughtSignature\":\"skip_thought_signature_validator\"");
        String bare = call.formatted("");
        String body = "{\"contents\":[{\"role\":\"model\",\"parts\":[%s,%s]}]}";

        assertEquals(
                body.formatted(excused, bare), rewritten(body.formatted(signed, signed), forgetting("gemini-3-pro")));
        assertEquals(
                body.formatted(bare, bare), rewritten(body.formatted(signed, signed), forgetting("gemini-2.5-pro")));
    }

    @Test
    void leavesOutAnEmptyTextThatOnlyBearsASignature() {
        String said = "{\"text\":\"a\"}";
        String parts = "{\"contents\":[{\"role\":\"model\",\"parts\":[%s]}]}";

        assertEquals(
                parts.formatted(said),
                rewritten(parts.formatted(said + ",{\"text\":\"\",\"thoughtSignature\":\"SEAL\"}"), forgetting("m")));
    }

    @Test
    void leavesOutAContentOfThoughtsAlone() {
        String user = "{\"role\":\"user\",\"parts\":[{\"text\":\"a\"}]}";
        String thought = "{\"role\":\"model\",\"parts\":[{\"text\":\"t\",\"thought\":true}]}";

        assertEquals(
                "{\"contents\":[" + user + "]}",
                rewritten("{\"contents\":[" + user + "," + thought + "]}", forgetting("m")));
    }

    private static Rewrite forgetting(String model) {
        return rewrite(model, Set.of(), Map.of()).with(Rewrite.Reasoning.LEFT_OUT);
    }
}
