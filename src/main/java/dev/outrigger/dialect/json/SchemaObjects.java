package dev.outrigger.dialect.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The places of a JSON Schema, such as those that are about objects. Source: JSON Schema (https://json-schema.org/draft/2020-12). */
public final class SchemaObjects {
    /** Below these stands a schema, or a list of some. */
    private static final List<String> SCHEMAS = List.of("items", "prefixItems", "anyOf", "oneOf", "allOf", "not");

    /** Below these stand schemas by names, which may be any word. */
    private static final List<String> NAMED = List.of("properties", "$defs", "definitions");

    private final List<ObjectNode> found = new ArrayList<>();
    private final Predicate<ObjectNode> wanted;

    private SchemaObjects(Predicate<ObjectNode> wanted) {
        this.wanted = wanted;
    }

    /** All of them, from the whole schema down; they may be changed in their place. */
    public static List<ObjectNode> of(JsonNode schema) {
        return of(schema, SchemaObjects::isObjects);
    }

    /** Every place, whatever it is about; likewise. */
    public static List<ObjectNode> every(JsonNode schema) {
        return of(schema, place -> true);
    }

    private static List<ObjectNode> of(JsonNode schema, Predicate<ObjectNode> wanted) {
        SchemaObjects objects = new SchemaObjects(wanted);
        objects.find(schema);
        return objects.found;
    }

    private void find(JsonNode schema) {
        if (schema instanceof ObjectNode object && wanted.test(object)) found.add(object);
        for (String keyword : SCHEMAS) {
            JsonNode below = schema.path(keyword);
            if (below.isArray()) below.forEach(this::find);
            else if (below.isObject()) find(below);
        }
        for (String keyword : NAMED) schema.path(keyword).forEach(this::find);
    }

    private static boolean isObjects(ObjectNode schema) {
        JsonNode type = schema.path("type");
        if (type.isTextual()) return type.asText().equals("object");
        for (JsonNode one : type) if (one.asText().equals("object")) return true;
        return false;
    }
}
