package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.CallArguments;
import dev.outrigger.dialect.json.Json;
import java.util.Optional;

/** The arguments of a call, which are JSON text or free text elsewhere, and an object in Gemini's words. */
final class GeminiArguments {
    /** The one argument of a function that stands for a tool of free text. */
    static final String INPUT = "input";

    private GeminiArguments() {}

    /** As an object; what is none, since models err and other tools take free text, is its one argument. */
    static JsonNode object(Passage arguments) {
        return written(arguments).orElseGet(() -> Json.STRICT.createObjectNode().put(INPUT, arguments.text()));
    }

    /** The object that they are; nothing said is an empty one. */
    static Optional<JsonNode> written(Passage arguments) {
        return CallArguments.object(arguments);
    }
}
