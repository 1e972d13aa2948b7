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

    /**
     * The event's bytes.
     *
     * @param body of an error answer that says the same
     * @param number of the event in its stream; 0 where upstream wrote that, and nobody here knows how many went before
     */
    static Bytes encode(Bytes body, int number) {
        JsonNode error = error(body);
        ObjectNode event = Json.STRICT.createObjectNode().put("type", "error");
        event.put("sequence_number", number);
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
