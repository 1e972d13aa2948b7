package dev.outrigger.engine.jinja;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Variables, and around them those of what it is inside of. Writing never reaches outwards. */
final class Scope {
    private final Optional<Scope> outer;
    private final Map<String, Value> variables = new HashMap<>();

    Scope(Optional<Scope> outer) {
        this.outer = outer;
    }

    Scope inner() {
        return new Scope(Optional.of(this));
    }

    void put(String name, Value value) {
        variables.put(name, value);
    }

    Optional<Value> find(String name) {
        Scope scope = this;
        while (true) {
            Value value = scope.variables.get(name);
            if (value != null) return Optional.of(value);
            if (scope.outer.isEmpty()) return Optional.empty();
            scope = scope.outer.get();
        }
    }
}
