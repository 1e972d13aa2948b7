package dev.outrigger.chat;

import java.util.Arrays;

/** An embedding: so many numbers, float32 as every vendor gives them. Immutable. */
public final class Vector {
    private final float[] values;

    private Vector(float[] values) {
        this.values = values;
    }

    /** A vector of these numbers. */
    public static Vector of(float... values) {
        return new Vector(values.clone());
    }

    public int size() {
        return values.length;
    }

    public float at(int index) {
        return values[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vector vector && Arrays.equals(values, vector.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** The size alone: from a vector its text can be guessed. */
    @Override
    public String toString() {
        return "Vector[" + values.length + "]";
    }
}
