package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Tool;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.SchemaObjects;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * JSON Schemas as vendors take them where they hold strictly: each object says that it has no other properties, and, for
 * OpenAI, names some and wants all of those, with no keyword that it does not hold. Other vendors hold schemas without such words. Sources: OpenAI, "Structured
 * model outputs" (https://platform.openai.com/docs/guides/structured-outputs); Anthropic, "Structured outputs"
 * (https://docs.anthropic.com/en/docs/build-with-claude/structured-outputs).
 */
public final class StrictSchema {
    private static final String ADDITIONAL = "additionalProperties";
    private static final String PROPERTIES = "properties";

    /** What OpenAI refuses in a schema that is to hold strictly. */
    private static final Set<String> REFUSED = Set.of(
            "allOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "patternProperties",
            "propertyNames",
            "minProperties",
            "maxProperties",
            "unevaluatedProperties",
            "unevaluatedItems",
            "contains",
            "minContains",
            "maxContains",
            "uniqueItems",
            "prefixItems",
            "default",
            "discriminator");

    /** One of these says what kind of value a schema is of. */
    private static final Set<String> KINDS = Set.of("type", "$ref", "anyOf", "enum", "const");

    /** What the root of an answer's schema must not be, beside an object. */
    private static final List<String> CHOICES = List.of("anyOf", "oneOf", "allOf", "not", "enum");

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
     * A function's parameters as OpenAI takes them, which must name their properties, be there none; empty when nothing is
     * said of them.
     */
    public static JsonNode ofParameters(Tool tool) {
        JsonNode parameters = tool.schema().isEmpty() ? Json.STRICT.createObjectNode() : Json.tree(tool.schema());
        boolean isObject = parameters.path("type").asText().equals("object");
        if (isObject && parameters instanceof ObjectNode object && !object.has(PROPERTIES))
            object.putObject(PROPERTIES);
        return parameters;
    }

    /**
     * Closes every object of the schema, which is changed, if then it means what it did and each wants all that it names;
     * else leaves it as it is, and it cannot be said to hold strictly.
     */
    public static boolean tryClose(JsonNode schema) {
        if (!isHeld(schema) || !canClose(schema)) return false;
        if (!SchemaObjects.of(schema).stream().allMatch(StrictSchema::wantsAll)) return false;
        close(schema);
        // OpenAI wants it said that there are none.
        for (ObjectNode object : SchemaObjects.of(schema)) if (!object.has(PROPERTIES)) object.putObject(PROPERTIES);
        return true;
    }

    /** Whether OpenAI takes it for the form of an answer, strictly held or not: what it is of is an object, and no other. */
    public static boolean isOfObjects(JsonNode schema) {
        return schema.path("type").asText().equals("object") && CHOICES.stream().noneMatch(schema::has);
    }

    /** Whether there is nothing in it that OpenAI would not hold; names of properties are no keywords. */
    private static boolean isHeld(JsonNode schema) {
        if (REFUSED.stream().anyMatch(schema::has) || KINDS.stream().noneMatch(schema::has)) return false;
        if (schema.path("type").asText().equals("array")
                && !schema.path("items").isObject()) return false;
        if (schema.has("items") && !isHeld(schema.get("items"))) return false;
        for (String below : List.of(PROPERTIES, "$defs", "definitions", "anyOf"))
            for (JsonNode one : schema.path(below)) if (!isHeld(one)) return false;
        return true;
    }

    private static boolean isNotOpen(ObjectNode object) {
        JsonNode additional = object.path(ADDITIONAL);
        return additional.isMissingNode() || additional.equals(BooleanNode.FALSE);
    }

    /** One that names none has none only where it is closed. */
    private static boolean wantsAll(ObjectNode object) {
        if (!object.has(PROPERTIES)) return object.has(ADDITIONAL);
        Set<String> wanted = new HashSet<>();
        for (JsonNode name : object.path("required")) wanted.add(name.asText());
        return object.path(PROPERTIES).properties().stream().allMatch(property -> wanted.contains(property.getKey()));
    }
}
