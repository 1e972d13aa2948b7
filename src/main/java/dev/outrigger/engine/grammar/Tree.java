package dev.outrigger.engine.grammar;

import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A JSON value, compared by value; its text is JSON. */
sealed interface Tree {
    /** Fields in their order. */
    record Fields(Map<String, Tree> fields) implements Tree {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        Optional<Tree> get(String name) {
            return Optional.ofNullable(fields.get(name));
        }

        boolean has(String name) {
            return fields.containsKey(name);
        }

        @Override
        public String toString() {
            return fields.entrySet().stream()
                    .map(field -> new Text(field.getKey()) + ":" + field.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
        }
    }

    record Items(List<Tree> items) implements Tree {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return items.stream().map(Tree::toString).collect(Collectors.joining(",", "[", "]"));
        }
    }

    record Text(String text) implements Tree {
        @Override
        public String toString() {
            return new JsonPrimitive(text).toString();
        }
    }

    /** As it is written, and what that means. */
    record Numeral(String written, BigDecimal number) implements Tree {
        @Override
        public boolean equals(Object other) {
            return other instanceof Numeral numeral && number.compareTo(numeral.number) == 0;
        }

        @Override
        public int hashCode() {
            return number.stripTrailingZeros().hashCode();
        }

        @Override
        public String toString() {
            return written;
        }
    }

    record Truth(boolean isTrue) implements Tree {
        @Override
        public String toString() {
            return String.valueOf(isTrue);
        }
    }

    record Nothing() implements Tree {
        @Override
        public String toString() {
            return "null";
        }
    }

    /** Its kind, as {@code type} of a schema names it; a number is a {@code number}. */
    default Kind kind() {
        return switch (this) {
            case Fields fields -> Kind.OBJECT;
            case Items items -> Kind.ARRAY;
            case Text text -> Kind.STRING;
            case Numeral numeral -> Kind.NUMBER;
            case Truth truth -> Kind.BOOLEAN;
            case Nothing nothing -> Kind.NULL;
        };
    }
}
