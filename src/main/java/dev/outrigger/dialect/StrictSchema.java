package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.dialect.json.SchemaObjects;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * JSON Schemas as OpenAI takes them where they hold strictly: each object says that it has no other properties, and wants
 * all of those that it names. Other vendors hold schemas without such words. Source: OpenAI, "Structured model outputs"
 * (https://platform.openai.com/docs/guides/structured-outputs).
 */
public final class StrictSchema {
    private static final String ADDITIONAL = "additionalProperties";

    private StrictSchema() {}

    /**
     * Closes every object of the schema, which is changed, if then it means what it did; else leaves it as it is, and it
     * cannot be said to hold strictly.
     */
    public static boolean tryClose(JsonNode schema) {
        List<ObjectNode> objects = SchemaObjects.of(schema);
        if (!objects.stream().allMatch(StrictSchema::canClose)) return false;
        for (ObjectNode object : objects) object.put(ADDITIONAL, false);
        return true;
    }

    private static boolean canClose(ObjectNode object) {
        JsonNode additional = object.path(ADDITIONAL);
        if (!additional.isMissingNode() && !additional.equals(BooleanNode.FALSE)) return false;
        Set<String> wanted = new HashSet<>();
        for (JsonNode name : object.path("required")) wanted.add(name.asText());
        return object.path("properties").properties().stream().allMatch(property -> wanted.contains(property.getKey()));
    }
}
