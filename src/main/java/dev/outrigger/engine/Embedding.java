package dev.outrigger.engine;

import java.util.Arrays;

/**
 * The vector of a text: float32 [dimensions], the mean over its tokens, as the encoder gives it and <em>not</em> of unit
 * length. Learned heads read it as it is; {@link #cosine} is the likeness of two texts.
 */
public final class Embedding {
    private final float[] vector;
    private final double unknown;
    private final boolean isTruncated;

    /** Copies the numbers; there must be at least one, all finite. */
    public Embedding(float... vector) {
        this(vector, 0, false);
    }

    /**
     * Likewise, of a text that the encoder did not know or see all of.
     *
     * @param unknown the share of its tokens that the encoder has no word for, 0 to 1
     * @param isTruncated whether only its head and its tail were seen
     */
    public Embedding(float[] vector, double unknown, boolean isTruncated) {
        if (vector.length == 0) throw new IllegalArgumentException("an embedding has at least one dimension");
        for (float number : vector) {
            if (!Float.isFinite(number)) throw new IllegalArgumentException("an embedding holds finite numbers only");
        }
        this.vector = vector.clone();
        this.unknown = unknown;
        this.isTruncated = isTruncated;
    }

    /** The share of the text's tokens that the encoder has no word for, 0 to 1; no part of what is compared. */
    public double unknown() {
        return unknown;
    }

    /** Whether only the text's head and tail were seen; no part of what is compared. */
    public boolean isTruncated() {
        return isTruncated;
    }

    /** How many numbers it has. */
    public int dimensions() {
        return vector.length;
    }

    /** One of its numbers. */
    public float at(int dimension) {
        return vector[dimension];
    }

    /** A copy of its numbers. */
    public float[] toArray() {
        return vector.clone();
    }

    /** Its Euclidean length. */
    public double length() {
        return Math.sqrt(dot(this));
    }

    /** The sum of products with another of the same dimensions. */
    public double dot(Embedding other) {
        if (other.vector.length != vector.length) {
            throw new IllegalArgumentException(vector.length + " dimensions meet " + other.vector.length);
        }
        double sum = 0;
        for (int i = 0; i < vector.length; i++) sum += (double) vector[i] * other.vector[i];
        return sum;
    }

    /** Cosine of the angle to another: 1 for the same direction; 0 when either is all zeros. */
    public double cosine(Embedding other) {
        double lengths = length() * other.length();
        return lengths == 0 ? 0 : dot(other) / lengths;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding embedding && Arrays.equals(vector, embedding.vector);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(vector);
    }

    @Override
    public String toString() {
        return "Embedding[" + vector.length + "]";
    }
}
