package dev.outrigger.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.dialect.json.SchemaObjects;

/**
 * A JSON Schema whose objects all say that they have no other properties: Anthropic refuses a form that does not. Source:
 * "Structured outputs" (https://docs.anthropic.com/en/docs/build-with-claude/structured-outputs).
 *
 * @param loses whether it allowed other properties, which it now does not
 */
record ClosedSchema(JsonNode schema, boolean loses) {
    private static final String ADDITIONAL = "additionalProperties";

    /** Closes every object of the schema, which is changed. */
    static ClosedSchema of(JsonNode schema) {
        boolean loses = false;
        for (ObjectNode object : SchemaObjects.of(schema)) {
            JsonNode said = object.path(ADDITIONAL);
            loses |= !said.isMissingNode() && !said.equals(BooleanNode.FALSE);
            object.put(ADDITIONAL, false);
        }
        return new ClosedSchema(schema, loses);
    }
}
