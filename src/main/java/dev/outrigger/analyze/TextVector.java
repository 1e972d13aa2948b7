package dev.outrigger.analyze;

import java.util.Optional;

/**
 * A text as an encoder places it among all texts. It tells
 * much of the text, so it stays inside an analysis and is never shown or written down.
 */
public final class TextVector {
    private final float[] raw;
    private final float[] numbers;
    private final Object origin;
    private final Optional<EncoderId> encoder;

    /**
     * These numbers, which are copied: the mean over the text's tokens, not of unit length.
     *
     * @param origin who made it: only vectors of one origin can be compared
     */
    public TextVector(float[] numbers, Object origin) {
        this(numbers, origin, Optional.empty());
    }

    /** The same, of an encoder that is known. */
    public TextVector(float[] numbers, Object origin, Optional<EncoderId> encoder) {
        this.encoder = encoder;
        this.raw = numbers.clone();
        this.numbers = unit(numbers);
        this.origin = origin;
    }

    private static float[] unit(float[] numbers) {
        double squares = 0;
        for (float number : numbers) squares += (double) number * number;
        double length = Math.sqrt(squares);
        float[] unit = new float[numbers.length];
        for (int i = 0; i < unit.length; i++) unit[i] = length == 0 ? 0 : (float) (numbers[i] / length);
        return unit;
    }

    /** Whether it can be compared with another. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOfOrigin(Object other) {
        return origin == other;
    }

    Object origin() {
        return origin;
    }

    /** Who made it; absent where nobody said. */
    Optional<EncoderId> encoder() {
        return encoder;
    }

    /** How many numbers it has. */
    int width() {
        return raw.length;
    }

    /** One of its numbers, as the encoder gave it. */
    float at(int index) {
        return raw[index];
    }

    /** Cosine of the angle to another of the same origin, -1 to 1. */
    double likeness(TextVector other) {
        if (!other.isOfOrigin(origin)) throw new IllegalArgumentException("vectors of two encoders cannot be compared");
        double sum = 0;
        for (int i = 0; i < numbers.length; i++) sum += (double) numbers[i] * other.numbers[i];
        return sum;
    }
}
