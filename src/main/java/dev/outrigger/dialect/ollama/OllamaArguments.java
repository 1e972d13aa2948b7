package dev.outrigger.dialect.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;

/** A call's arguments: an object here, JSON text in the vocabulary. */
final class OllamaArguments {
    private OllamaArguments() {}

    /** As written; some clients write the object as a text. */
    static Passage decode(JsonValue arguments) {
        if (arguments.isText()) return arguments.passage();
        return arguments.isObject() ? arguments.written() : Passage.of("{}");
    }

    /** What is no object (free text, or what a model broke off) is one field of one. */
    static JsonNode encode(Passage arguments) {
        try {
            JsonNode tree = Json.tree(arguments);
            if (tree.isObject()) return tree;
        } catch (Json.Unfit text) {
            return wrapped(arguments);
        }
        return arguments.text().isBlank() ? Json.STRICT.createObjectNode() : wrapped(arguments);
    }

    private static JsonNode wrapped(Passage text) {
        return Json.STRICT.createObjectNode().put("input", text.text());
    }
}
