package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import dev.outrigger.dialect.json.ObjectCopy;
import java.util.Optional;

/** The arguments of a call: JSON text in the vocabulary, an object in the words of some dialects and of some servers. */
public final class CallArguments {
    private CallArguments() {}

    /** Those of an answer, as text; what is neither text nor object says none. */
    public static Passage told(JsonValue arguments) {
        return arguments.isObject() ? arguments.written() : arguments.passage();
    }

    /**
     * Those of a request, as text; they may be left out.
     *
     * @throws Json.Unfit when they are neither text nor object
     */
    public static Passage asked(String name, JsonValue arguments) {
        boolean isNone = arguments.isMissing() || arguments.isNull();
        if (!isNone && !arguments.isText() && !arguments.isObject())
            throw new Json.Unfit(name + " must be a string or an object");
        return told(arguments);
    }

    /**
     * The object that they are, whatever a model wrote after it; nothing said, or {@code null}, is an empty one. Absent where they are none,
     * as those are which the bound on tokens cut short: such a call is nobody's to run, and is left out.
     */
    public static Optional<JsonNode> object(Passage arguments) {
        String text = arguments.text();
        if (isNone(text)) return Optional.of(Json.STRICT.createObjectNode());
        return ObjectCopy.atTheBeginning(text);
    }

    /** Whether they say that there are none. */
    public static boolean isNone(String text) {
        return text.isBlank() || text.strip().equals("null");
    }
}
