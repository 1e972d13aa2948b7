package dev.outrigger.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The state of the sidecar as a JSON object of texts, in the order given. */
final class StateJson {
    private StateJson() {}

    static String encode(Map<String, String> state) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        state.forEach(json::put);
        return json.toPrettyString() + "\n";
    }
}
