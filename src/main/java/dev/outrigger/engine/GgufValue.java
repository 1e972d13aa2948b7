package dev.outrigger.engine;

import java.util.List;

/** A value of a GGUF file's metadata. The file's many widths of numbers are one here. */
sealed interface GgufValue {
    /** A whole number; an unsigned one of 64 bits keeps its bits. */
    record Whole(long value) implements GgufValue {}

    /** A floating point number. */
    record Real(double value) implements GgufValue {}

    /** A truth value. */
    record Truth(boolean value) implements GgufValue {}

    /** A text. */
    record Text(String value) implements GgufValue {}

    /** An array of one kind of value. */
    record Array(List<GgufValue> values) implements GgufValue {
        public Array {
            values = List.copyOf(values);
        }
    }
}
