package dev.outrigger.dialect.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.CallArguments;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import dev.outrigger.dialect.json.ObjectCopy;
import java.util.Optional;

/** A call's arguments: an object here, JSON text in the vocabulary. */
final class OllamaArguments {
    private OllamaArguments() {}

    /** As written; some clients write the object as a text. */
    static Passage decode(JsonValue arguments) {
        Passage told = CallArguments.told(arguments);
        return told.isEmpty() ? Passage.of("{}") : told;
    }

    /** The object that they are; nothing said is an empty one. */
    static Optional<JsonNode> written(Passage arguments) {
        String text = arguments.text();
        if (CallArguments.isNone(text)) return Optional.of(Json.STRICT.createObjectNode());
        return ObjectCopy.of(text).map(object -> object);
    }
}
