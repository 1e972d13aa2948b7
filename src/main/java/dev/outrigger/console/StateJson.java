package dev.outrigger.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.engine.Footprint;
import java.util.Map;

/**
 * The state of the sidecar as a JSON object: texts, in the order given, and for each local model in memory, by its own
 * name, the bytes it holds as numbers.
 */
final class StateJson {
    private StateJson() {}

    static String encode(Map<String, String> state, Map<String, Footprint> held) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        state.forEach(json::put);
        ObjectNode memory = json.putObject("memory");
        held.forEach((model, footprint) -> memory.putObject(model)
                .put("weights", footprint.weights())
                .put("cache", footprint.cache())
                .put("adapters", footprint.adapters()));
        return json.toPrettyString() + "\n";
    }
}
