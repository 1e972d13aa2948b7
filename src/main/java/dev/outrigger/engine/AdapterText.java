package dev.outrigger.engine;

import java.util.regex.Pattern;

/**
 * A name that a pattern of an adapter's configuration is held against. It may be looked at so often and no more: some
 * patterns would go on for years.
 */
final class AdapterText implements CharSequence {
    private static final int LOOKS = 100_000;

    private final String text;
    private final int[] left;

    private AdapterText(String text, int[] left) {
        this.text = text;
        this.left = left;
    }

    /** Whether the whole name is as the pattern says; false where it takes too long to tell. */
    static boolean matches(Pattern pattern, String name) {
        try {
            return pattern.matcher(new AdapterText(name, new int[] {LOOKS})).matches();
        } catch (IllegalStateException | StackOverflowError endless) {
            return false;
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (--left[0] < 0) throw new IllegalStateException("looked at too often");
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new AdapterText(text.substring(start, end), left);
    }

    @Override
    public String toString() {
        return text;
    }
}
