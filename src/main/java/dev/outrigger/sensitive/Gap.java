package dev.outrigger.sensitive;

/**
 * What stands between two groups of a number that is written in cells: signs, ends of lines, and tags of HTML as one sign
 * each. Blanks, quotes and Markdown's marks do not tell one from another. Not thread-safe; read again and again.
 */
final class Gap {
    private static final int LONGEST = 96;
    private static final int MOST_SIGNS = 16;
    private static final char TAG = '<';

    private final char[] text;
    private final int length;
    private final Allowance allowance;
    private final char[] signs = new char[MOST_SIGNS];
    private int size;

    Gap(char[] text, int length, Allowance allowance) {
        this.text = text;
        this.length = length;
        this.allowance = allowance;
    }

    /** Where the letter or digit behind the one that begins here stands; 0 where there is none, it is too long, or a sum. */
    int read(int from) {
        size = 0;
        int at = from;
        int last = Math.min(length, from + LONGEST);
        while (at < last && !isInGroup(text[at])) {
            int tag = text[at] == TAG ? Marks.tag(text, length, at) : 0;
            if (tag > 0 || !isNothing(text[at])) {
                if (size == MOST_SIGNS || text[at] == '+' || text[at] == '=') return 0;
                signs[size++] = text[at];
            }
            at = tag > 0 ? tag : at + 1;
        }
        allowance.take(at - from);
        return at == from || at >= last ? 0 : at;
    }

    private static boolean isInGroup(char c) {
        return DigitRun.isDigit(c) || (c < 0x80 ? DigitRun.isLetter(c) : Character.isLetterOrDigit(c));
    }

    private static boolean isNothing(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '"' || c == '\'' || Marks.isMark(c);
    }

    /** Its signs, without what tells nothing. */
    String signs() {
        return new String(signs, 0, size);
    }

    /** Whether it has these. */
    boolean has(String others) {
        if (size != others.length()) return false;
        for (int i = 0; i < size; i++) if (signs[i] != others.charAt(i)) return false;
        return true;
    }

    /** Whether a number in a line may have it. */
    boolean isInLine() {
        for (int i = 0; i < size; i++) if ("-.()".indexOf(signs[i]) < 0) return false;
        return true;
    }
}
