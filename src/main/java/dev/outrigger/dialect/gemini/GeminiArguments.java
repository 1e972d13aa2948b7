package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.json.Json;

/** The arguments of a call, which are JSON text or free text elsewhere, and an object in Gemini's words. */
final class GeminiArguments {
    /** The one argument of a function that stands for a tool of free text. */
    static final String INPUT = "input";

    private GeminiArguments() {}

    /** As an object; what is none, since models err and other tools take free text, is its one argument. */
    static ObjectNode object(Passage arguments) {
        String text = arguments.text();
        if (text.isBlank()) return Json.STRICT.createObjectNode();
        try {
            JsonNode read = Json.LENIENT.readTree(text);
            if (read instanceof ObjectNode object) return object;
        } catch (JsonProcessingException noJson) {
            // Said as it is.
        }
        return Json.STRICT.createObjectNode().put(INPUT, text);
    }
}
