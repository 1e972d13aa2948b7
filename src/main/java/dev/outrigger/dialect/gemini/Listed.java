package dev.outrigger.dialect.gemini;

import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.List;

/** Fields that are lists: one element may stand for a list of it, as in the vendor's own examples. */
final class Listed {
    private Listed() {}

    static Iterable<JsonValue> of(JsonValue value) {
        return value.isObject() ? List.of(value) : value;
    }

    /** The same of a field that must be one of both. */
    static Iterable<JsonValue> of(String name, JsonValue value) {
        return value.isObject() ? List.of(value) : Json.array(name, value);
    }
}
