package dev.outrigger.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A default as JSON. */
final class DefaultSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private DefaultSchema() {}

    static JsonNode of(Node node, Shape shape) {
        return switch (shape) {
            case Shape.Single(ScalarType type, ValueLimits limits)
            when node instanceof Node.Scalar scalar -> of(scalar, type);
            case Shape.Maybe maybe -> of(node, maybe.inner());
            default -> untyped(node);
        };
    }

    private static JsonNode of(Node.Scalar scalar, ScalarType type) {
        return switch (type.read(scalar).orElseThrow()) {
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case Double number -> JSON.numberNode(number);
            case Boolean truth -> JSON.booleanNode(truth);
            default -> JSON.textNode(scalar.text());
        };
    }

    /** Inside collections a scalar is what it looks like. */
    private static JsonNode untyped(Node node) {
        return switch (node) {
            case Node.Nothing nothing -> JSON.nullNode();
            case Node.Scalar scalar -> of(scalar, looksLike(scalar));
            case Node.Sequence sequence -> {
                ArrayNode array = JSON.arrayNode();
                sequence.items().forEach(item -> array.add(untyped(item)));
                yield array;
            }
            case Node.Mapping mapping -> {
                ObjectNode object = JSON.objectNode();
                mapping.entries().forEach(entry -> object.set(entry.key(), untyped(entry.value())));
                yield object;
            }
        };
    }

    private static ScalarType looksLike(Node.Scalar scalar) {
        if (ScalarType.BOOLEAN.read(scalar).isPresent()) return ScalarType.BOOLEAN;
        if (ScalarType.LONG.read(scalar).isPresent()) return ScalarType.LONG;
        return ScalarType.DOUBLE.read(scalar).isPresent() ? ScalarType.DOUBLE : ScalarType.TEXT;
    }
}
