package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.ObjectCopy;
import java.util.Optional;

/** The arguments of a call in an answer, for dialects in which they are an object. */
public final class CallArguments {
    private CallArguments() {}

    /**
     * The object that they are, whatever a model wrote after it; nothing said is an empty one. Absent where they are none,
     * as those are which the bound on tokens cut short: such a call is nobody's to run, and is left out.
     */
    public static Optional<JsonNode> object(Passage arguments) {
        String text = arguments.text();
        if (text.isBlank()) return Optional.of(Json.STRICT.createObjectNode());
        return ObjectCopy.atTheBeginning(text);
    }
}
