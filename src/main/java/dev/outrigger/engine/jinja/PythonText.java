package dev.outrigger.engine.jinja;

import java.util.Locale;

/** Python's notions of text where Java's differ: whitespace, order, capital letters, places counted in code points. */
final class PythonText {
    private PythonText() {}

    /** {@code str.isspace} of one character; all of them lie in the first plane. */
    static boolean isSpace(int c) {
        return (c >= '\t' && c <= '\r')
                || (c >= 0x1c && c <= ' ')
                || c == 0x85
                || c == 0x2028
                || c == 0x2029
                || Character.getType(c) == Character.SPACE_SEPARATOR;
    }

    static boolean isBlank(CharSequence text, int from, int to) {
        for (int i = from; i < to; i++) if (!isSpace(text.charAt(i))) return false;
        return true;
    }

    /** Where the text without leading whitespace begins. */
    static int stripStart(CharSequence text) {
        int from = 0;
        while (from < text.length() && isSpace(text.charAt(from))) from++;
        return from;
    }

    /** Where the text without trailing whitespace ends. */
    static int stripEnd(CharSequence text) {
        int to = text.length();
        while (to > 0 && isSpace(text.charAt(to - 1))) to--;
        return to;
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** By code points; Java's own order puts the upper planes before some of the first. */
    static int compare(String left, String right) {
        int end = Math.min(left.length(), right.length());
        for (int i = 0; i < end; i++) {
            if (left.charAt(i) == right.charAt(i)) continue;
            return Integer.compare(left.codePointAt(start(left, i)), right.codePointAt(start(right, i)));
        }
        return Integer.compare(left.length(), right.length());
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The first letter large, all others small. */
    static String capitalize(String text) {
        if (text.isEmpty()) return text;
        int second = text.offsetByCodePoints(0, 1);
        return titleCase(text.substring(0, second)) + lower(text.substring(second));
    }

    /** {@code str.title}: a large letter after each character that is none. */
    static String title(String text) {
        StringBuilder titled = new StringBuilder(text.length());
        boolean isInside = false;
        for (int c : text.codePoints().toArray()) {
            String letter = Character.toString(c);
            titled.append(isInside ? lower(letter) : titleCase(letter));
            isInside = Character.isLetter(c);
        }
        return titled.toString();
    }

    /** Jinja's {@code title}: a large letter at the start and behind blanks, hyphens and opening brackets. */
    static String titleWords(String text) {
        StringBuilder titled = new StringBuilder(text.length());
        boolean isFirst = true;
        for (int c : text.codePoints().toArray()) {
            String letter = Character.toString(c);
            titled.append(isFirst ? upper(letter) : lower(letter));
            isFirst = isSpace(c) || "-({[<".indexOf(c) >= 0;
        }
        return titled.toString();
    }

    private static String titleCase(String letter) {
        int c = letter.codePointAt(0);
        int title = Character.toTitleCase(c);
        return title == c ? upper(letter) : Character.toString(title);
    }

    private static int start(String text, int index) {
        boolean isSecondHalf = index > 0
                && Character.isLowSurrogate(text.charAt(index))
                && Character.isHighSurrogate(text.charAt(index - 1));
        return isSecondHalf ? index - 1 : index;
    }
}
