package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.Locale;
import java.util.Set;

/**
 * Gemini's older schemas, a subset of OpenAPI 3.0 with words of its own, as JSON Schema: types in small letters,
 * {@code nullable} as a type, counts as numbers, and the properties in the order that is wished. Source: Gemini API, "Schema"
 * (https://ai.google.dev/api/caching#Schema).
 */
final class GeminiSchema {
    private static final Set<String> COUNTS =
            Set.of("minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties");
    private static final Set<String> NONE = Set.of("nullable", "propertyOrdering");

    private GeminiSchema() {}

    static Passage jsonSchema(JsonValue schema) {
        String converted = schema(Json.tree(schema.written())).toString();
        schema.tape().decoded(converted);
        return Passage.of(converted);
    }

    private static JsonNode schema(JsonNode schema) {
        if (!schema.isObject()) return schema;
        ObjectNode converted = Json.STRICT.createObjectNode();
        schema.properties().forEach(field -> field(Spelling.camel(field.getKey()), field.getValue(), converted));
        order(schema, converted);
        if (schema.path("nullable").asBoolean()) nullable(converted);
        return converted;
    }

    private static void field(String name, JsonNode value, ObjectNode converted) {
        switch (name) {
            case "type" -> type(value, converted);
            case "format" -> {
                // That its values are listed is said by the list.
                if (!value.asText().equals("enum")) converted.set(name, value);
            }
            case "properties", "$defs", "defs" -> {
                ObjectNode properties = converted.putObject(name);
                value.properties().forEach(field -> properties.set(field.getKey(), schema(field.getValue())));
            }
            case "items", "additionalProperties" -> converted.set(name, schema(value));
            case "anyOf", "oneOf", "allOf", "prefixItems" -> {
                ArrayNode schemas = converted.putArray(name);
                for (JsonNode one : value) schemas.add(schema(one));
            }
            case "example" -> converted.putArray("examples").add(value);
            default -> {
                if (NONE.contains(name)) return;
                boolean count = COUNTS.contains(name) && value.asText().matches("\\d{1,18}");
                if (count) converted.put(name, Long.parseLong(value.asText()));
                else converted.set(name, value);
            }
        }
    }

    /** Models write properties in the order in which a schema has them. */
    private static void order(JsonNode schema, ObjectNode converted) {
        JsonNode names =
                schema.has("propertyOrdering") ? schema.path("propertyOrdering") : schema.path("property_ordering");
        if (!(converted.path("properties") instanceof ObjectNode properties)) return;
        ObjectNode ordered = Json.STRICT.createObjectNode();
        for (JsonNode name : names)
            if (properties.has(name.asText())) ordered.set(name.asText(), properties.get(name.asText()));
        properties.properties().forEach(field -> ordered.putIfAbsent(field.getKey(), field.getValue()));
        converted.set("properties", ordered);
    }

    private static void type(JsonNode type, ObjectNode converted) {
        if (!type.isTextual()) converted.set("type", type);
        else if (!type.asText().equals("TYPE_UNSPECIFIED"))
            converted.put("type", type.asText().toLowerCase(Locale.ROOT));
    }

    private static void nullable(ObjectNode schema) {
        JsonNode type = schema.path("type");
        if (type.isTextual()) schema.putArray("type").add(type.asText()).add("null");
        if (schema.path("enum") instanceof ArrayNode values) values.addNull();
        if (schema.path("anyOf") instanceof ArrayNode schemas)
            schemas.addObject().put("type", "null");
    }
}
