package dev.outrigger.sensitive;

/** Digits in circles or brackets, with a full stop, raised or lowered. Source: Unicode Standard Annex 15, compatibility. */
final class Shaped {
    private static final int FIRST = 0xB2;
    private static final int SMALL_LAST = 0xB9;
    private static final int LARGE_FIRST = 0x2070;
    private static final int LAST = 0x2792;

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

    /** Where those that begin here end, all together, with what takes no room between. */
    static int end(String text, int from) {
        int end = from;
        for (int at = from; at < text.length(); ) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (digit(point) >= 0) end = at;
            else if (Character.getType(point) != Character.FORMAT) break;
        }
        return end;
    }

    /** Whether those are a number of their own: neither a mark before one of a list, nor a power or a note of what they stand beside. */
    static boolean isNumber(String text, int from, int to) {
        boolean isBehind = from > 0 && Character.isLetterOrDigit(text.codePointBefore(from));
        boolean isBefore = to < text.length() && Character.isLetterOrDigit(text.codePointAt(to));
        return to - from > Character.charCount(text.codePointAt(from)) && !isBehind && !isBefore;
    }
}
