import java.nio.charset.StandardCharsets;

/**
 * What a chunk of a measured stream says of itself, in {@value #LENGTH} characters that pass through any dialect: when it was
 * written, by this machine's monotonic clock, which all its processes share, and its number in its stream.
 *
 * @param at where it begins
 */
record Mark(byte[] text, int at) {
    static final char BEGIN = '@';
    static final char BETWEEN = '#';
    static final int NANO_DIGITS = 16;
    static final int NUMBER_DIGITS = 6;
    private static final int LENGTH = NANO_DIGITS + NUMBER_DIGITS + 2;

    /** Stands where one will be. */
    static final String BLANK = BEGIN + "0".repeat(NANO_DIGITS) + BETWEEN + "0".repeat(NUMBER_DIGITS);

    /** The one in a text. */
    static Mark in(byte[] text) {
        return new Mark(text, new String(text, StandardCharsets.US_ASCII).indexOf(BLANK));
    }

    void set(long nanos, int number) {
        digits(nanos, at + 1, NANO_DIGITS);
        digits(number, at + 2 + NANO_DIGITS, NUMBER_DIGITS);
    }

    private void digits(long number, int from, int count) {
        for (int i = from + count - 1; i >= from; i--) {
            text[i] = (byte) ('0' + number % 10);
            number /= 10;
        }
    }
}
