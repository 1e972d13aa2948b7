package dev.outrigger.sensitive;

import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text as it is compared: digits of all scripts and full-width signs as ASCII has them, every kind of dash as {@code -},
 * of blank as a space, and nothing of what takes no room. Digits in circles, raised or lowered are none, but in another
 * reading. Each character knows where it stood.
 */
final class Folded {
    private static final int FULL_WIDTH = 0xFEE0;

    /** The characters, up to {@link #size}. */
    final char[] chars;

    private int size;
    private int @Nullable [] origins;
    private final int length;

    private Folded(int length) {
        this.chars = new char[length];
        this.length = length;
    }

    static Folded of(String text) {
        return of(text, Optional.empty());
    }

    /** Another reading, of numbers that shaped digits are in. Absent where there are none. */
    static Optional<Folded> ofShaped(String text) {
        BitSet shaped = Shaped.ofNumbers(text);
        return shaped.isEmpty() ? Optional.empty() : Optional.of(of(text, Optional.of(shaped)));
    }

    private static Folded of(String text, Optional<BitSet> shaped) {
        Folded folded = new Folded(text.length());
        text.getChars(0, text.length(), folded.chars, 0);
        int plain = 0;
        while (plain < folded.chars.length && folded.chars[plain] < 0x80 && !isControl(folded.chars[plain])) plain++;
        folded.size = plain;
        if (shaped.isPresent()) folded.fold(text, 0, shaped.get());
        else if (plain < folded.chars.length) folded.fold(text, plain, new BitSet());
        return folded;
    }

    int size() {
        return size;
    }

    /** Where the character stood; of the size, where the text ended. */
    int origin(int at) {
        if (at >= size) return length;
        return origins == null ? at : origins[at];
    }

    private void fold(String text, int from, BitSet shaped) {
        int[] places = new int[text.length()];
        for (int i = 0; i < from; i++) places[i] = i;
        size = from;
        int at = from;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            int plain = shaped.get(at) ? '0' + Shaped.digit(point) : plainOrControl(point);
            if (plain >= 0) {
                places[size] = at;
                // What is beyond the first plane is compared with nothing.
                chars[size++] = plain > Character.MAX_VALUE ? '\uFFFD' : (char) plain;
            }
            at += Character.charCount(point);
        }
        origins = places;
    }

    private static int plainOrControl(int point) {
        return isControl(point) ? control(point) : point < 0x80 ? point : plain(point);
    }

    /** Nothing of what moves or fills, as in text of two bytes a letter; of those that part fields or records a blank. */
    private static int control(int point) {
        return point == 0 || point == '\b' || point == 0x7F ? -1 : ' ';
    }

    /** Is nobody's text: but for tabulators and ends of lines. */
    private static boolean isControl(int point) {
        return (point < ' ' && point != '\t' && point != '\n' && point != '\r' && point != '\f') || point == 0x7F;
    }

    /** What it is compared as; negative when it takes no room. */
    private static int plain(int point) {
        if (point >= 0xFF01 && point <= 0xFF5E) return plain(point - FULL_WIDTH);
        if (point < 0x80) return point;
        int digit = Character.digit(point, 10);
        if (digit >= 0) return '0' + digit;
        return switch (Character.getType(point)) {
            case Character.FORMAT -> -1;
            case Character.DASH_PUNCTUATION -> '-';
            case Character.SPACE_SEPARATOR -> ' ';
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> '\n';
            default -> other(point);
        };
    }

    private static int other(int point) {
        // The last one is what makes a key of a telephone of a digit.
        boolean isVariation = (point >= 0xFE00 && point <= 0xFE0F) || point == 0x034F || point == 0x20E3;
        if (isVariation || point == 0x00AD) return -1;
        // The sign for minus, and the hyphen bullet.
        if (point == 0x2212 || point == 0x2043) return '-';
        return point;
    }
}
