package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.dialect.json.Json;

/**
 * The event that ends a stream which broke. The reference has its code and message in the event itself; the SDKs raise
 * only where there is an {@code error} object, which the vendor's own servers send. Both are written. A
 * {@code response.failed}, which no SDK raises on, would need an answer to fail.
 */
final class ResponsesErrorEvent {
    private ResponsesErrorEvent() {}

    /** @param body of an error answer that says the same */
    static Bytes encode(Bytes body) {
        JsonNode error = error(body);
        ObjectNode event = Json.STRICT.createObjectNode().put("type", "error");
        // Of a stream that upstream wrote nobody here knows how many events went before.
        event.put("sequence_number", 0);
        for (String name : new String[] {"code", "message", "param"}) event.set(name, error.path(name));
        event.set("error", error);
        return Bytes.of("event: error\ndata: " + event + "\n\n");
    }

    private static JsonNode error(Bytes body) {
        try {
            return Json.STRICT.readTree(body.utf8()).path("error");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
