package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.dialect.json.Json;
import java.util.Optional;

/** What a model thought that is being written: as a summary, which is where apps look for it. */
final class OpenReasoning implements OpenItem {
    private final ItemPlace place;
    private final StringBuilder summary = new StringBuilder();
    private Optional<String> sealed = Optional.empty();

    OpenReasoning(ItemPlace place) {
        this.place = place;
        place.added(item("in_progress"));
    }

    @Override
    public ItemPlace place() {
        return place;
    }

    void add(String more) {
        if (more.isEmpty()) return;
        if (summary.isEmpty()) part("response.reasoning_summary_part.added");
        summary.append(more);
        tell("response.reasoning_summary_text.delta", "delta", more);
    }

    /** What only this vendor can read of it. */
    void seal(String value) {
        sealed = Optional.of(value);
    }

    @Override
    public ObjectNode close(String status) {
        if (!summary.isEmpty()) {
            tell("response.reasoning_summary_text.done", "text", summary.toString());
            part("response.reasoning_summary_part.done");
        }
        return place.done(item(status));
    }

    private void tell(String type, String field, String text) {
        place.tell(type, said -> said.put("summary_index", 0).put(field, text));
    }

    private void part(String type) {
        place.tell(type, said -> said.put("summary_index", 0).set("part", part()));
    }

    private ObjectNode part() {
        return Json.STRICT.createObjectNode().put("type", "summary_text").put("text", summary.toString());
    }

    private ObjectNode item(String status) {
        ObjectNode item =
                Json.STRICT.createObjectNode().put("type", "reasoning").put("id", place.id());
        ArrayNode parts = item.putArray("summary");
        if (!summary.isEmpty()) parts.add(part());
        sealed.ifPresent(value -> item.put("encrypted_content", value));
        return item.put("status", status);
    }
}
