package dev.outrigger.dialect.bedrock;

import static dev.outrigger.dialect.bedrock.BedrockRequestWriterTest.HI;
import static dev.outrigger.dialect.bedrock.BedrockRequestWriterTest.TOOLS;
import static dev.outrigger.dialect.bedrock.BedrockRequestWriterTest.asked;
import static dev.outrigger.dialect.bedrock.BedrockRequestWriterTest.unsayable;
import static dev.outrigger.dialect.bedrock.BedrockRequestWriterTest.written;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Feature;
import dev.outrigger.dialect.Encoding;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Converse refuses, and is not sent. */
class BedrockRequestRulesTest {
    @Test
    void theUserBegins() {
        String first =
                "\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"assistant\",\"content\":\"hello\"}";

        assertEquals("a chat that the assistant begins", unsayable(first + "]"));
        assertEquals("a chat that the assistant begins", unsayable(first + ",{\"role\":\"user\",\"content\":\"hi\"}]"));
    }

    @Test
    void callsOfOneIdAreToldApart() {
        String turn = ",{\"role\":\"assistant\",\"function_call\":{\"name\":\"f\",\"arguments\":\"{}\"}},"
                + "{\"role\":\"function\",\"name\":\"f\",\"content\":\"x\"}";
        JsonNode body = written(
                "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}" + turn + turn + "]," + TOOLS, Wire.CLAUDE);

        assertEquals("f", body.at("/messages/1/content/0/toolUse/toolUseId").asText());
        assertEquals("f", body.at("/messages/2/content/0/toolResult/toolUseId").asText());
        assertEquals("f_2", body.at("/messages/3/content/0/toolUse/toolUseId").asText());
        assertEquals(
                "f_2", body.at("/messages/4/content/0/toolResult/toolUseId").asText());
    }

    @Test
    void aStrictToolIsClosedAndTellsWhatIsNotEnforced() {
        Encoding.Said said = Wire.said(
                asked(HI
                        + ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"strict\":true,\"parameters\":"
                        + "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"minimum\":1}},\"required\":"
                        + "[\"n\"]}}}]"),
                Wire.CLAUDE);
        JsonNode spec = Wire.json(said.body()).at("/toolConfig/tools/0/toolSpec");

        assertTrue(spec.get("strict").asBoolean());
        assertEquals(
                "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"description\":\"{minimum: 1}\"}},"
                        + "\"required\":[\"n\"],\"additionalProperties\":false}",
                spec.at("/inputSchema/json").toString());
        assertEquals(Set.of(Feature.TOOL_STRICTNESS), said.lost());
    }

    @Test
    void toolsThatWereCalledAreDeclaredWhereTheyAreOfferedNoMore() {
        String result = ",{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"x\"}]";
        String user = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}";
        String call =
                ",{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":"
                        + "\"f\",\"arguments\":\"{}\"}}]}";
        JsonNode config = written(user + call + result, Wire.CLAUDE).get("toolConfig");

        assertEquals(1, config.get("tools").size());
        assertEquals("f", config.at("/tools/0/toolSpec/name").asText());
        assertEquals(
                "{\"type\":\"object\"}",
                config.at("/tools/0/toolSpec/inputSchema/json").toString());
        assertEquals("results of tools of which none is declared", unsayable(user + result));
    }
}
