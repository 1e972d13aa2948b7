package dev.outrigger.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A JSON Schema whose objects all say that they have no other properties: Anthropic refuses a form that does not. Source:
 * "Structured outputs" (https://docs.anthropic.com/en/docs/build-with-claude/structured-outputs).
 */
final class ClosedSchema {
    private static final String ADDITIONAL = "additionalProperties";

    /** Below these stands a schema, or a list of some. */
    private static final List<String> SCHEMAS = List.of("items", "prefixItems", "anyOf", "oneOf", "allOf", "not");

    /** Below these stand schemas by names, which may be any word. */
    private static final List<String> NAMED = List.of("properties", "$defs", "definitions");

    private boolean loses;

    private ClosedSchema() {}

    /**
     * A schema that was closed.
     *
     * @param loses whether it allowed other properties, which it now does not
     */
    record Closed(JsonNode schema, boolean loses) {}

    /** Closes every object of the schema, which is changed. */
    static Closed of(JsonNode schema) {
        ClosedSchema closing = new ClosedSchema();
        closing.close(schema);
        return new Closed(schema, closing.loses);
    }

    private void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && isObjects(object)) {
            JsonNode said = object.path(ADDITIONAL);
            loses |= !said.isMissingNode() && !said.equals(BooleanNode.FALSE);
            object.put(ADDITIONAL, false);
        }
        for (String keyword : SCHEMAS) {
            JsonNode below = schema.path(keyword);
            if (below.isArray()) below.forEach(this::close);
            else if (below.isObject()) close(below);
        }
        for (String keyword : NAMED) schema.path(keyword).forEach(this::close);
    }

    private static boolean isObjects(ObjectNode schema) {
        JsonNode type = schema.path("type");
        if (type.isTextual()) return type.asText().equals("object");
        for (JsonNode one : type) if (one.asText().equals("object")) return true;
        return false;
    }
}
