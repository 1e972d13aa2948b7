package dev.outrigger.config;

import java.util.OptionalDouble;

/**
 * A number of the file, or an expression that gives one where it is needed. Whoever owns the section compiles the
 * expression and checks both.
 *
 * @param text as it was written
 */
public record Figure(String text) {
    public Figure {
        if (text.isBlank()) throw new IllegalArgumentException("a figure must be a number or an expression");
    }

    /** This number. */
    public static Figure of(double number) {
        return new Figure(
                number == Math.rint(number) && Math.abs(number) < 1e15
                        ? Long.toString((long) number)
                        : Double.toString(number));
    }

    /** The number; absent where it is an expression. */
    public OptionalDouble number() {
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException expression) {
            return OptionalDouble.empty();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
