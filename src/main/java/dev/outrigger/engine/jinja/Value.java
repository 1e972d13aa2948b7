package dev.outrigger.engine.jinja;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** What templates compute with: Python's values, as far as templates of chats need them. */
public sealed interface Value
        permits Text,
                Value.Whole,
                Value.Real,
                Value.Truth,
                Value.Nothing,
                Value.Undefined,
                Value.Sequence,
                Value.Dict,
                Value.Function,
                Namespace,
                Loop {
    /** Python's {@code None}. */
    Value NONE = new Nothing();

    Value TRUE = new Truth(true);
    Value FALSE = new Truth(false);

    static Value of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** A whole number; Python's have no bound, one that leaves 64 bits is an error here. */
    record Whole(long value) implements Value {}

    /** A floating point number. */
    record Real(double value) implements Value {}

    /** A truth value. */
    record Truth(boolean value) implements Value {}

    /** The type of {@link #NONE}. */
    record Nothing() implements Value {}

    /** What a name stands for that nobody gave a value: empty when written, an error when computed with. */
    record Undefined(String why) implements Value {}

    /** Values in order. */
    sealed interface Sequence extends Value {
        List<Value> items();
    }

    /** A list. */
    record Listed(List<Value> items) implements Sequence {
        public Listed {
            items = List.copyOf(items);
        }
    }

    /** A tuple. */
    record Tuple(List<Value> items) implements Sequence {
        public Tuple {
            items = List.copyOf(items);
        }
    }

    /** A dictionary in the order of its making. */
    record Dict(SequencedMap<Value, Value> entries) implements Value {
        public Dict {
            entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
        }

        /** One with keys of the template's own. */
        public static Dict of(Map<String, ? extends Value> named) {
            SequencedMap<Value, Value> entries = new LinkedHashMap<>();
            named.forEach((name, value) -> entries.put(Text.own(name), value));
            return new Dict(entries);
        }

        /** The value of a key; what cannot be one has none, and is not even looked for: it may nest without end. */
        Optional<Value> find(Value key) {
            return isKey(key) ? Optional.ofNullable(entries.get(key)) : Optional.empty();
        }

        static boolean isKey(Value value) {
            return value instanceof Text || value instanceof Nothing || Numbers.isNumber(value);
        }
    }

    /** Something to call. */
    record Function(String name, Callable body) implements Value {}
}
