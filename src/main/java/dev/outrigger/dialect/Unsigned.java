package dev.outrigger.dialect;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Part;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonSource;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Thoughts of other vendors' models, which an app of a vendor that signs thoughts gets as that vendor's and sends back on
 * its next turn. The vendor refuses what it has not signed, so they bear a mark in place of a signature, by which they, and
 * no others, are found and left out of a request to it.
 */
public final class Unsigned {
    /** In place of a signature; no vendor's, whose are in base64. */
    public static final String MARK = "outrigger:unsigned";

    private Unsigned() {}

    public static boolean isMark(JsonValue signature) {
        return signature.says(MARK);
    }

    /**
     * The request's messages without them, as JSON; absent when there are none.
     *
     * @param isOne whether a block of a message is such a thought
     */
    public static Optional<String> messagesWithout(Inbound inbound, Predicate<JsonValue> isOne) {
        if (!mayHold(inbound.request())) return Optional.empty();
        JsonValue messages = JsonScan.object(new JsonSource(inbound.raw()), JsonBounds.REQUEST)
                .get("messages");
        List<String> kept = new ArrayList<>();
        boolean found = false;
        for (JsonValue message : messages) {
            boolean holds = holds(message, isOne);
            found |= holds;
            if (holds) without(message, isOne).ifPresent(kept::add);
            else kept.add(message.written().text());
        }
        return found ? Optional.of("[" + String.join(",", kept) + "]") : Optional.empty();
    }

    private static boolean mayHold(ChatRequest request) {
        return request.messages().stream()
                .flatMap(message -> message.parts().stream())
                .anyMatch(part -> part instanceof Part.Reasoning thought
                        && thought.signature().isEmpty());
    }

    private static boolean holds(JsonValue message, Predicate<JsonValue> isOne) {
        for (JsonValue block : message.get("content")) if (isOne.test(block)) return true;
        return false;
    }

    /** A message of nothing else is none. */
    private static Optional<String> without(JsonValue message, Predicate<JsonValue> isOne) {
        List<String> blocks = new ArrayList<>();
        for (JsonValue block : message.get("content"))
            if (!isOne.test(block)) blocks.add(block.written().text());
        if (blocks.isEmpty()) return Optional.empty();
        List<String> fields = new ArrayList<>();
        message.forEachField((name, value) -> fields.add(Json.quote(name.text()) + ":"
                + (name.says("content")
                        ? "[" + String.join(",", blocks) + "]"
                        : value.written().text())));
        return Optional.of("{" + String.join(",", fields) + "}");
    }
}
