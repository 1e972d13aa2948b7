package dev.outrigger.engine.grammar;

import dev.outrigger.engine.grammar.automaton.JsonText;
import java.util.Arrays;

/** A member's name as it is written: the bytes of its content in JSON, and the closing quote. */
final class Name {
    private final byte[] bytes;

    private Name(byte[] bytes) {
        this.bytes = bytes;
    }

    static Name of(String name) {
        return new Name(JsonText.closed(name));
    }

    /** The bytes themselves. */
    static Name written(byte[] bytes) {
        return new Name(bytes);
    }

    int length() {
        return bytes.length;
    }

    /** The byte (0–255) at this place. */
    int at(int place) {
        return bytes[place] & 0xff;
    }

    int compareTo(Name other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Name name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
