package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Tool;
import dev.outrigger.dialect.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A grammar stands in an object of its own here, and nowhere else. */
class OpenAiGrammarTest {
    private static Tool tool(String format) {
        return Wire.requestWith("\"tools\":[{\"type\":\"custom\",\"custom\":{\"name\":\"sql\"" + format + "}}]")
                .tools()
                .getFirst();
    }

    private static String written(String format) throws com.fasterxml.jackson.core.JsonProcessingException {
        var said = Json.STRICT.createObjectNode();
        OpenAiGrammar.write(Json.STRICT.readTree(format.replace('\'', '"')), said);
        return said.toString().replace('"', '\'');
    }

    @Test
    void readsItFlat() {
        assertEquals(
                "{\"type\":\"grammar\",\"syntax\":\"lark\",\"definition\":\"start: \\\"x\\\"\"}",
                tool(",\"format\":{\"type\":\"grammar\",\"grammar\":{\"syntax\":\"lark\","
                                + "\"definition\":\"start: \\\"x\\\"\"}}")
                        .schema()
                        .text());
    }

    @Test
    void readsOtherFormatsAsTheyAre() {
        assertEquals(
                "{\"type\":\"text\"}",
                tool(",\"format\":{\"type\":\"text\"}").schema().text());
        assertEquals("{}", tool("").schema().text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'grammar','syntax':'regex','definition':'a+'}"
                        + " | {'format':{'type':'grammar','grammar':{'syntax':'regex','definition':'a+'}}}",
                "{'type':'grammar','grammar':{'syntax':'regex'}} | {'format':{'type':'grammar','grammar':{'syntax':'regex'}}}",
                "{'type':'text'} | {'format':{'type':'text'}}",
                "{} | {}",
            })
    void writesItInAnObjectOfItsOwn(String format, String expected) throws Exception {
        assertEquals(expected, written(format));
    }

    @Test
    void countsWhatItMakes() {
        String grammar = "x".repeat(10_000);
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"tools\":[{\"type\":"
                + "\"custom\",\"custom\":{\"name\":\"sql\",\"format\":{\"type\":\"grammar\",\"grammar\":"
                + "{\"definition\":\"" + grammar + "\"}}}}]}";

        assertTrue(Wire.inbound(body).readBytes() > 2L * grammar.length());
    }
}
