package dev.outrigger.sensitive;

import java.util.BitSet;

/** Digits in circles or brackets, with a full stop, raised or lowered. Source: Unicode Standard Annex 15, compatibility. */
final class Shaped {
    private static final int FIRST = 0xB2;
    private static final int SMALL_LAST = 0xB9;
    private static final int LARGE_FIRST = 0x2070;
    private static final int LAST = 0x2792;

    /** Digits of a number at least. */
    private static final int FEWEST = 7;

    private static final int FEWEST_SHAPED = 4;
    private static final int MOST_BETWEEN = 3;

    /** Rows of them: the first, the last, and the first one's value. */
    private static final int[][] ROWS = {
        {0xB2, 0xB3, 2}, {0xB9, 0xB9, 1}, {0x2070, 0x2070, 0}, {0x2074, 0x2079, 4}, {0x2080, 0x2089, 0},
        {0x2460, 0x2468, 1}, {0x2474, 0x247C, 1}, {0x2488, 0x2490, 1}, {0x24EA, 0x24EA, 0}, {0x24F5, 0x24FD, 1},
        {0x24FF, 0x24FF, 0}, {0x2776, 0x277E, 1}, {0x2780, 0x2788, 1}, {0x278A, 0x2792, 1}
    };

    private Shaped() {}

    /** Its value, where it is one; negative else. */
    static int digit(int point) {
        boolean isNone = point < FIRST || point > LAST || (point > SMALL_LAST && point < LARGE_FIRST);
        if (isNone || Character.getType(point) != Character.OTHER_NUMBER) return -1;
        for (int[] row : ROWS) if (point >= row[0] && point <= row[1]) return row[2] + point - row[0];
        return -1;
    }

    /**
     * Where those stand that are of numbers: a few of them, with others as many digits as the shortest number has, in groups with
     * a few signs between. No letter or other digit stands right beside a group of theirs, which makes it a power or a note, and
     * one alone is a mark of a list.
     */
    static BitSet ofNumbers(String text) {
        BitSet all = new BitSet();
        BitSet run = new BitSet();
        int digits = 0;
        int end = 0;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            int next = at + Character.charCount(point);
            boolean isShaped = digit(point) >= 0;
            if (isShaped) next = end(text, at);
            if (isShaped ? isNumber(text, at, next) : Character.isDigit(point)) {
                if (isApart(text, end, at)) {
                    keep(run, digits, all);
                    digits = 0;
                }
                digits += isShaped ? next - at : 1;
                for (int i = at; isShaped && i < next; i++) if (digit(text.charAt(i)) >= 0) run.set(i);
                end = next;
            }
            at = next;
        }
        keep(run, digits, all);
        return all;
    }

    /** Whether one stands in it. */
    static boolean isIn(String text, Finding finding) {
        for (int i = finding.start(); i < finding.end(); i++) if (digit(text.charAt(i)) >= 0) return true;
        return false;
    }

    private static void keep(BitSet run, int digits, BitSet all) {
        if (run.cardinality() >= FEWEST_SHAPED && digits >= FEWEST) all.or(run);
        run.clear();
    }

    private static boolean isApart(String text, int from, int to) {
        if (to - from > MOST_BETWEEN) return true;
        for (int i = from; i < to; i++) if (Character.isLetterOrDigit(text.charAt(i))) return true;
        return false;
    }

    /** Where those that begin here end, all together, with what takes no room between. */
    private static int end(String text, int from) {
        int end = from;
        for (int at = from; at < text.length(); ) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (digit(point) >= 0) end = at;
            else if (Character.getType(point) != Character.FORMAT) break;
        }
        return end;
    }

    private static boolean isNumber(String text, int from, int to) {
        boolean isBehind = from > 0 && Character.isLetterOrDigit(text.codePointBefore(from));
        boolean isBefore = to < text.length() && Character.isLetterOrDigit(text.codePointAt(to));
        return to - from > 1 && !isBehind && !isBefore;
    }
}
