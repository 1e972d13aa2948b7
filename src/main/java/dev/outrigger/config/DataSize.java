package dev.outrigger.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written with a binary unit: {@code 20MiB}, {@code 64KiB}, {@code 512B}. Decimal units are refused,
 * because readers disagree about what they mean.
 *
 * @param bytes at least 0
 */
public record DataSize(long bytes) implements Comparable<DataSize> {
    static final String PATTERN = "^[0-9]+(B|KiB|MiB|GiB|TiB)$";
    private static final Pattern TEXT = Pattern.compile("([0-9]+)(B|KiB|MiB|GiB|TiB)");

    public DataSize {
        if (bytes < 0) throw new IllegalArgumentException("bytes must be at least 0, was " + bytes);
    }

    /** The size written so; empty when it is not a size, or one over 2⁶³−1 bytes. */
    public static Optional<DataSize> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        long unit = 1L << (10 * "BKMGT".indexOf(matcher.group(2).charAt(0)));
        try {
            return Optional.of(new DataSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit)));
        } catch (ArithmeticException | NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(DataSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** In the largest unit that divides it, as {@link #parse} reads it. */
    @Override
    public String toString() {
        int power = 0;
        long count = bytes;
        while (power < 4 && count != 0 && count % 1024 == 0) {
            count /= 1024;
            power++;
        }
        return count + (power == 0 ? "B" : "KMGT".charAt(power - 1) + "iB");
    }
}
