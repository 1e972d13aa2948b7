package dev.outrigger.sensitive;

import java.util.List;

/** Words beside a place in a text. Looks at a bounded stretch, so that a whole text costs time in proportion to its length. */
final class Context {
    private static final int BEFORE = 48;
    private static final int AFTER = 28;

    private static final int MOST_WORDS = 6;

    /** Words of so few letters must stand alone: longer ones may be written together with others. */
    private static final int SHORT = 4;

    private final char[] text;
    private final int length;
    private final Allowance allowance;

    Context(char[] text, int length, Allowance allowance) {
        this.text = text;
        this.length = length;
        this.allowance = allowance;
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

    /** Whether one is asked to call what begins here: {@code call}, {@code text me on}, {@code contact:}; not across a quote. */
    boolean asked(int start) {
        int end = start;
        for (int words = 0; words < MOST_WORDS; words++) {
            int to = end;
            while (to > 0 && start - to < BEFORE && isGap(text[to - 1], words)) to--;
            int from = wordBefore(to);
            if (from == to || (from > 0 && isJoint(text[from - 1])) || isJoint(text[to])) return false;
            String word = lower(from, to);
            if (Words.ASK.contains(word)) return isAsking(from, to, words > 0 || !word.startsWith("message"));
            if (words == 0 && !Words.LEADING.contains(word)) return false;
            end = from;
        }
        return false;
    }

    private boolean isAsking(int from, int to, boolean isLed) {
        int before = from;
        while (before > 0 && from - before < MOST_WORDS && text[before - 1] == ' ') before--;
        return (isLed || text[to] == ':') && !Words.OTHER_CALLS.contains(lower(wordBefore(before), before));
    }

    private int wordBefore(int to) {
        int from = to;
        while (from > 0 && to - from < AFTER && Character.isLetter(text[from - 1])) from--;
        return from;
    }

    private static boolean isGap(char c, int words) {
        return c == ' ' || c == '\n' || (words == 0 && (c == ':' || c == '(' || c == '[' || c == '+' || c == '*'));
    }

    private static boolean isJoint(char c) {
        return c == '_' || c == '-' || DigitRun.isDigit(c);
    }

    private boolean isIn(int from, int to, List<String> words) {
        allowance.take(to - from);
        String window = lower(from, to);
        String letters = letters(window);
        for (String word : words)
            if (((word.length() > SHORT && !Words.WHOLE.contains(word)) || word.charAt(0) >= 0x80)
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
            boolean begins = begin == 0
                    || !Character.isLetter(text[begin - 1])
                    || (isHump(begin) && begin > 1 && Character.isLetter(text[begin - 2]));
            boolean ends = end >= length || !Character.isLetter(text[end]) || isHump(end);
            if (begins && ends) return true;
        }
        return false;
    }

    /** A word in a name such as {@code userSsn} begins with a capital; of an {@code iPhone} it does not. */
    private boolean isHump(int at) {
        return Character.isUpperCase(text[at]) && !Character.isUpperCase(text[at - 1]);
    }
}
