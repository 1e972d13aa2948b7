package dev.outrigger.analyze;

import java.util.Arrays;

/**
 * The distinct character n-grams of a text, of one to {@link #LONGEST} UTF-16 units, each packed into a long: its length,
 * then its units. Nothing is hashed, so two n-grams are the same long exactly when they are the same characters, and no
 * string is made of any.
 */
final class NGrams {
    static final int LONGEST = 3;

    private NGrams() {}

    /** The n-grams of the text in lower case, in ascending order. */
    static long[] of(CharSequence text) {
        char[] units = lowerCase(text);
        long[] grams = new long[LONGEST * units.length];
        int found = 0;
        for (int from = 0; from < units.length; from++) {
            long packed = 0;
            int to = Math.min(units.length, from + LONGEST);
            for (int at = from; at < to; at++) {
                packed = (packed << Character.SIZE) | units[at];
                grams[found++] = withLength(packed, at - from + 1);
            }
        }
        return distinct(grams, found);
    }

    private static long[] distinct(long[] grams, int found) {
        Arrays.sort(grams, 0, found);
        int kept = 0;
        for (int i = 0; i < found; i++) if (kept == 0 || grams[i] != grams[kept - 1]) grams[kept++] = grams[i];
        return Arrays.copyOf(grams, kept);
    }

    /** One n-gram as it is, not made lower case. */
    static long pack(String gram) {
        if (gram.isEmpty() || gram.length() > LONGEST)
            throw new IllegalArgumentException("an n-gram has 1 to " + LONGEST + " units, not " + gram.length());
        long packed = 0;
        for (int at = 0; at < gram.length(); at++) packed = (packed << Character.SIZE) | gram.charAt(at);
        return withLength(packed, gram.length());
    }

    /** Without its length, a text with a NUL would have the n-grams of one without. */
    private static long withLength(long packed, int length) {
        return ((long) length << (LONGEST * Character.SIZE)) | packed;
    }

    /** Code point by code point: a letter outside the basic plane has a lower case of two units as well. */
    private static char[] lowerCase(CharSequence text) {
        char[] units = new char[text.length()];
        for (int at = 0; at < units.length; ) {
            int codePoint = Character.codePointAt(text, at);
            at += Character.toChars(Character.toLowerCase(codePoint), units, at);
        }
        return units;
    }
}
