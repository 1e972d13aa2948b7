package dev.outrigger.engine.jinja;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The one value that can be changed: a set of named values that outlives the loop which writes them. */
final class Namespace implements Value {
    private final Map<String, Value> values = new HashMap<>();

    Namespace(Map<String, Value> values) throws TemplateException {
        for (Map.Entry<String, Value> each : values.entrySet()) put(each.getKey(), each.getValue());
    }

    Optional<Value> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    void put(String name, Value value) throws TemplateException {
        if (name.startsWith("_")) throw TemplateException.broken("a namespace takes no name like " + name);
        values.put(name, value);
    }
}
