package dev.outrigger.dialect.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResponsesRewriteTest {
    private static Rewrite rewrite(String model, Set<String> rejects, Map<String, String> renames) {
        return new Rewrite(new ModelName(model), rejects, renames, Rewrite.StreamUsage.ASKED_FOR_US);
    }

    private static String rewritten(String body, Rewrite rewrite) {
        return ResponsesWire.RESPONSES
                .rewriteRequest(ResponsesWire.inbound(body), rewrite)
                .joined()
                .utf8();
    }

    @Test
    void leavesEveryByteOfARequestForTheSameModel() {
        String body = ResponsesWire.cassette("request-turns.json");
        Inbound inbound = ResponsesWire.inbound(body);
        assertEquals(
                inbound.raw(),
                ResponsesWire.RESPONSES
                        .rewriteRequest(inbound, rewrite("gpt-5-mini", Set.of(), Map.of()))
                        .joined());
    }

    @Test
    void changesTheModelWhereItStands() {
        assertEquals(
                "{ \"input\" : \"hi\", \"model\" : \"gpt-5\", \"stream\":true }",
                rewritten(
                        "{ \"input\" : \"hi\", \"model\" : \"auto\", \"stream\":true }",
                        rewrite("gpt-5", Set.of(), Map.of())));
    }

    @Test
    void leavesOutAndRenamesWhatTheProfileSays() {
        assertEquals(
                "{\"model\":\"m\",\"input\":\"hi\",\"max_tokens\":5}",
                rewritten(
                        "{\"model\":\"m\",\"input\":\"hi\",\"temperature\":1,\"max_output_tokens\":5}",
                        rewrite("m", Set.of("temperature"), Map.of("max_output_tokens", "max_tokens"))));
    }

    /** They were told by another vendor's model, and this vendor would look for them in vain. */
    @Test
    void leavesOutThoughtsThatWereToldHere() {
        String user = "{\"role\":\"user\",\"content\":\"rs_outrigger_ is what I say\"}";
        String own = "{\"type\":\"reasoning\",\"id\":\"rs_68a\",\"summary\":[]}";
        String ours = "{\"type\":\"reasoning\",\"id\":\"rs_outrigger_01JZ_0\",\"summary\":[]}";
        assertEquals(
                "{\"model\":\"m\",\"input\":[" + user + " ," + own + "],\"store\":false}",
                rewritten(
                        "{\"model\":\"m\",\"input\":[" + user + ", " + ours + " ," + own + "],\"store\":false}",
                        rewrite("m", Set.of(), Map.of())));
        String untouched = "{\"model\":\"m\",\"input\":[" + user + ", " + own + "]}";
        assertEquals(untouched, rewritten(untouched, rewrite("m", Set.of(), Map.of())));
    }

    /** By the id of what was said after them the vendor would look for what it thought before. */
    @Test
    void leavesOutTheIdsOfWhatAnotherModelSaidWithItsThoughts() {
        String call = "{\"type\":\"function_call\",%s\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"{}\"}";
        String search = "{\"type\":\"web_search_call\",\"id\":\"ws_1\"}";
        String body = "{\"model\":\"m\",\"input\":[" + call + "," + search + "%s]}";
        String thought = ",{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[]}";
        Rewrite rewrite = rewrite("m", Set.of(), Map.of()).with(Rewrite.Reasoning.LEFT_OUT);
        String named = "\"id\":\"fc_1\",";

        assertEquals(body.formatted("", ""), rewritten(body.formatted(named, thought), rewrite));
        assertEquals(body.formatted(named, ""), rewritten(body.formatted(named, ""), rewrite));
    }

    @Test
    void explainsARefusalOnlyByWhatItChanged() {
        Inbound inbound = ResponsesWire.inbound("{\"model\":\"m\",\"input\":\"hi\",\"temperature\":1}");
        Bytes refusal = Bytes.of("stream_options");
        assertTrue(ResponsesWire.RESPONSES.explains(rewrite("m", Set.of("temperature"), Map.of()), refusal, inbound));
        assertTrue(
                ResponsesWire.RESPONSES.explains(rewrite("m", Set.of(), Map.of("temperature", "t")), refusal, inbound));
        assertFalse(ResponsesWire.RESPONSES.explains(rewrite("n", Set.of("top_p"), Map.of()), refusal, inbound));
    }

    @Test
    void namesTheThoughtsThatItLeavesOut() {
        Rewrite rewrite = rewrite("m", Set.of("user"), Map.of());
        Inbound ours = ResponsesWire.inbound(
                "{\"model\":\"m\",\"user\":\"u\",\"input\":[{\"role\":\"user\",\"content\":\"a\"},"
                        + "{\"type\":\"reasoning\",\"id\":\"rs_outrigger_01JZ_0\",\"summary\":[]}]}");
        Inbound none = ResponsesWire.inbound("{\"model\":\"m\",\"input\":\"rs_outrigger_\"}");

        assertEquals(Set.of("input[].encrypted_content", "user"), ResponsesWire.RESPONSES.dropped(ours, rewrite));
        assertEquals(Set.of(), ResponsesWire.RESPONSES.dropped(none, rewrite));
    }
}
