package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * Where an item of an answer stands, and who is told of it.
 *
 * @param index among the answer's items
 * @param id the same in every event
 */
record ItemPlace(Narrator narrator, int index, String id) {
    /** The item begins. */
    void added(ObjectNode item) {
        narrator.tell("response.output_item.added", said -> item(said, item));
    }

    /** Something happened in it. */
    void tell(String type, Consumer<ObjectNode> words) {
        narrator.tell(type, said -> {
            said.put("item_id", id).put("output_index", index);
            words.accept(said);
        });
    }

    /** The item is whole; gives it back. */
    ObjectNode done(ObjectNode item) {
        narrator.tell("response.output_item.done", said -> item(said, item));
        return item;
    }

    private void item(ObjectNode said, ObjectNode item) {
        said.put("output_index", index).set("item", item);
    }
}
