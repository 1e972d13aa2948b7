package dev.outrigger.sensitive;

import java.util.List;

/** Words beside a place in a text. Looks at a bounded stretch, so that a whole text costs time in proportion to its length. */
final class Context {
    private static final int BEFORE = 48;
    private static final int AFTER = 28;

    /** Words of so few letters must stand alone: longer ones may be written together with others. */
    private static final int SHORT = 4;

    private final char[] text;
    private final int length;

    Context(char[] text, int length) {
        this.text = text;
        this.length = length;
    }

    /** Whether one of the words, in lower case and letters alone, stands before the place or behind. */
    boolean near(int start, int end, List<String> words) {
        return isIn(Math.max(0, start - BEFORE), start, words) || isIn(end, Math.min(length, end + AFTER), words);
    }

    /** Likewise, before it alone, within so many characters. */
    boolean before(int start, int within, List<String> words) {
        return isIn(Math.max(0, start - within), start, words);
    }

    /** Likewise, behind it alone. */
    boolean behind(int end, int within, List<String> words) {
        return isIn(end, Math.min(length, end + within), words);
    }

    private boolean isIn(int from, int to, List<String> words) {
        String window = lower(from, to);
        String letters = letters(window);
        for (String word : words)
            if ((word.length() > SHORT || word.charAt(0) >= 0x80)
                    ? letters.contains(word)
                    : standsAlone(window, from, word)) return true;
        return false;
    }

    /** Character by character: a word in lower case may be longer, and offsets would be others. */
    private String lower(int from, int to) {
        char[] lower = new char[to - from];
        for (int i = from; i < to; i++) lower[i - from] = Character.toLowerCase(text[i]);
        return new String(lower);
    }

    private static String letters(String window) {
        StringBuilder letters = new StringBuilder(window.length());
        for (int i = 0; i < window.length(); i++)
            if (Character.isLetter(window.charAt(i))) letters.append(window.charAt(i));
        return letters.toString();
    }

    private boolean standsAlone(String window, int from, String word) {
        for (int at = window.indexOf(word); at >= 0; at = window.indexOf(word, at + 1)) {
            int begin = from + at;
            int end = begin + word.length();
            boolean begins = begin == 0 || !Character.isLetter(text[begin - 1]) || isHump(begin);
            boolean ends = end >= length || !Character.isLetter(text[end]) || isHump(end);
            if (begins && ends) return true;
        }
        return false;
    }

    /** A word in a name such as {@code userSsn} begins with a capital. */
    private boolean isHump(int at) {
        return Character.isUpperCase(text[at]) && !Character.isUpperCase(text[at - 1]);
    }
}
