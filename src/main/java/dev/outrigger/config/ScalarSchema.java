package dev.outrigger.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** The schema of single values. A range that JSON Schema cannot compare, such as of durations, is told in words. */
final class ScalarSchema {
    private ScalarSchema() {}

    static ObjectNode of(Shape.Single single) {
        ObjectNode schema = of(single.type());
        ValueLimits limits = single.limits();
        if (limits.rule().isEmpty()) return schema;
        boolean isNumber = !schema.path("type").asText().equals("string");
        if (!isNumber) return schema.put("description", "Range: " + limits.rule() + ".");
        limits.least().ifPresent(bound -> schema.put("minimum", bound));
        limits.greatest().ifPresent(bound -> schema.put("maximum", bound));
        return schema;
    }

    private static ObjectNode of(ScalarType type) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        return switch (type) {
            case TEXT, PATH -> schema.put("type", "string");
            case INT, LONG -> schema.put("type", "integer");
            case DOUBLE -> schema.put("type", "number");
            case FIGURE -> {
                schema.putArray("type").add("number").add("string");
                yield schema;
            }
            case BOOLEAN -> schema.put("type", "boolean");
            case DURATION -> schema.put("type", "string").put("pattern", Durations.PATTERN);
            case TIME -> schema.put("type", "string").put("pattern", "^" + ScalarType.TIME_OF_DAY + "$");
            case SIZE -> schema.put("type", "string").put("pattern", DataSize.PATTERN);
            case ADDRESS -> schema.put("type", "string").put("format", "uri-reference");
        };
    }

    static ObjectNode words(Collection<String> words) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
        ArrayNode choices = schema.putArray("enum");
        words.forEach(choices::add);
        return schema;
    }
}
