package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.dialect.json.Json;
import org.jspecify.annotations.Nullable;

/** A message that is being written: one part after the other. */
final class OpenMessage implements OpenItem {
    private final ItemPlace place;
    private final ArrayNode content = Json.STRICT.createArrayNode();
    private @Nullable OpenPart open;

    OpenMessage(ItemPlace place) {
        this.place = place;
        place.added(item("in_progress"));
    }

    @Override
    public ItemPlace place() {
        return place;
    }

    /**
     * The part of this kind that is being written; the one before it ends if it is of the other.
     *
     * @param before characters of the answer's text before it, if it has to begin
     */
    OpenPart part(OpenPart.Kind kind, int before) {
        OpenPart part = open;
        if (part != null && part.kind() == kind) return part;
        endPart();
        OpenPart begun = new OpenPart(place, content.size(), kind, before);
        open = begun;
        return begun;
    }

    private void endPart() {
        if (open != null) content.add(open.close());
        open = null;
    }

    @Override
    public ObjectNode close(String status) {
        endPart();
        return place.done(item(status));
    }

    private ObjectNode item(String status) {
        ObjectNode item = Json.STRICT.createObjectNode().put("type", "message").put("id", place.id());
        item.put("status", status).put("role", "assistant").set("content", content.deepCopy());
        return item;
    }
}
