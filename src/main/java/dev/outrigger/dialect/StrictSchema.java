package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.dialect.json.SchemaObjects;
import java.util.HashSet;
import java.util.Set;

/**
 * JSON Schemas as vendors take them where they hold strictly: each object says that it has no other properties, and, for
 * OpenAI, wants all of those that it names. Other vendors hold schemas without such words. Sources: OpenAI, "Structured
 * model outputs" (https://platform.openai.com/docs/guides/structured-outputs); Anthropic, "Structured outputs"
 * (https://docs.anthropic.com/en/docs/build-with-claude/structured-outputs).
 */
public final class StrictSchema {
    private static final String ADDITIONAL = "additionalProperties";

    private StrictSchema() {}

    /** Whether the schema means what it did when each of its objects is closed: none of them says that it is open. */
    public static boolean canClose(JsonNode schema) {
        return SchemaObjects.of(schema).stream().allMatch(StrictSchema::isNotOpen);
    }

    /** Closes every object of the schema, which is changed. */
    public static void close(JsonNode schema) {
        for (ObjectNode object : SchemaObjects.of(schema)) object.put(ADDITIONAL, false);
    }

    /**
     * Closes every object of the schema, which is changed, if then it means what it did and each wants all that it names;
     * else leaves it as it is, and it cannot be said to hold strictly.
     */
    public static boolean tryClose(JsonNode schema) {
        if (!canClose(schema) || !SchemaObjects.of(schema).stream().allMatch(StrictSchema::wantsAll)) return false;
        close(schema);
        return true;
    }

    private static boolean isNotOpen(ObjectNode object) {
        JsonNode additional = object.path(ADDITIONAL);
        return additional.isMissingNode() || additional.equals(BooleanNode.FALSE);
    }

    private static boolean wantsAll(ObjectNode object) {
        Set<String> wanted = new HashSet<>();
        for (JsonNode name : object.path("required")) wanted.add(name.asText());
        return object.path("properties").properties().stream().allMatch(property -> wanted.contains(property.getKey()));
    }
}
