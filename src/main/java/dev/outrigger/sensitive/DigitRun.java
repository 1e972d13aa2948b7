package dev.outrigger.sensitive;

/**
 * Digits that may be one number: groups of them with at most three blanks, dashes, dots, slashes or brackets between two, and
 * around these marks, where nothing was found without. It is read anew at each place where a number may begin. Not thread-safe.
 */
final class DigitRun {
    /** No number that is known has more. */
    private static final int MOST = 20;

    private static final int MOST_BETWEEN = 3;

    /** After the Latin letters with their marks. */
    private static final int LATIN_END = 0x250;

    private final char[] text;
    private final int length;
    private final Allowance allowance;
    private final int[] at = new int[MOST];
    private final int[] digits = new int[MOST];
    private final boolean[] first = new boolean[MOST];

    /** Before the first digit of a group: the one sign between it and the group before, 0 where there are several. */
    private final char[] signs = new char[MOST];

    private int size;
    private boolean isWhole;

    /** Where the last reading ended. */
    private int stop;

    DigitRun(char[] text, int length, Allowance allowance) {
        this.text = text;
        this.length = length;
        this.allowance = allowance;
    }

    /** Reads on from here, where a digit stands, up to whatever is no digit and may not stand between two. */
    void read(int from) {
        clear();
        isWhole = false;
        stop = gather(from, false);
        allowance.take(size);
    }

    /** Reads on from where it was read before, now through marks; whether any was passed that a digit stands behind. */
    boolean readThrough(int from) {
        if (stop >= length || !Marks.mayBegin(text[stop])) return false;
        int before = size;
        clear();
        isWhole = false;
        allowance.take(gather(from, true) - from);
        return size > before;
    }

    /** Nothing yet, for groups of a number that was read elsewhere: it ends with the last of them. */
    void clear() {
        size = 0;
        isWhole = true;
    }

    /** One more of them, from one offset on to before another; no more than there is room for. */
    void add(int from, int to) {
        for (int here = from; here < to && size < MOST; here++) add(here, text[here] - '0', here == from);
    }

    /** One more digit, that stands there or means what does. */
    void add(int here, int digit, boolean begins) {
        first[size] = begins;
        signs[size] = 0;
        digits[size] = digit;
        at[size++] = here;
    }

    /** Returns where it stopped: behind its last digit and what may stand between it and the next. */
    private int gather(int from, boolean isThrough) {
        int here = from;
        char sign = 0;
        while (here < length && size < MOST) {
            int group = size;
            for (int begin = here; here < length && size < MOST && isDigit(text[here]); here++)
                add(here, text[here] - '0', here == begin);
            signs[group] = sign;
            int between = isThrough ? Marks.after(text, length, here) : here;
            int next = between;
            while (next < length && next - between < MOST_BETWEEN && isBetween(text[next])) next++;
            int behind = isThrough && next > between ? Marks.after(text, length, next) : next;
            if (next == between || behind == length || !isDigit(text[behind])) return behind;
            sign = next == between + 1 ? text[between] : 0;
            // Otherwise the stars multiply.
            if (between - here + behind - next > 0 && sign != ' ' && sign != '-' && sign != '.') return behind;
            here = behind;
        }
        return here;
    }

    private static boolean isBetween(char c) {
        return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Of a script that has blanks between words: in others a number may stand right beside one. */
    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= 0x80 && c < LATIN_END && Character.isLetter(c));
    }

    /** Whether what stands before this place may end here: a low line is a border, but for one between digits. */
    static boolean isBorder(char[] text, int length, int end) {
        if (end >= length) return true;
        if (text[end] == '_') return end + 1 >= length || !isDigit(text[end + 1]);
        return !isDigit(text[end]) && !isLetter(text[end]);
    }

    /** How many digits there are. */
    int size() {
        return size;
    }

    /** The digit's value. */
    int digit(int i) {
        return digits[i];
    }

    /** The offset after so many digits. */
    int end(int digits) {
        return at[digits - 1] + 1;
    }

    int start() {
        return at[0];
    }

    /** The number that these digits, from one on to before another, are. */
    int number(int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) number = 10 * number + digit(i);
        return number;
    }

    long wholeNumber(int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) number = 10 * number + digit(i);
        return number;
    }

    /** Whether the number may end after so many digits: with a group, and no letter right behind. */
    boolean mayEnd(int digits) {
        if (digits > size || (digits < size && !first[digits])) return false;
        if (isWhole) return digits == size;
        int end = end(digits);
        return isBorder(text, length, end) || isExtended(digits);
    }

    /** Whether an extension stands right behind, as in {@code 555-0100x12}. */
    boolean isExtended(int digits) {
        int end = end(digits);
        return end + 1 < length && text[end] == 'x' && isDigit(text[end + 1]);
    }

    /** Whether the first digits stand in groups of these lengths, with nothing but this sign between two. */
    boolean stands(char between, int... groups) {
        int digit = 0;
        for (int group : groups) {
            if (digit + group > size) return false;
            for (int i = 0; i < group; i++, digit++) {
                if (first[digit] != (i == 0)) return false;
                if (i == 0 && digit > 0 && signs[digit] != between) return false;
            }
        }
        return mayEnd(digit);
    }

    /** Whether so many first digits stand together. */
    boolean isPlain(int digits) {
        for (int i = 1; i < digits; i++) if (first[i]) return false;
        return mayEnd(digits);
    }

    /** How many groups so many first digits are. */
    int groups(int digits) {
        int groups = 0;
        for (int i = 0; i < digits; i++) if (first[i]) groups++;
        return groups;
    }

    /** The length of the shortest group but the last. */
    int shortestButLast(int digits) {
        int shortest = digits;
        int begun = 0;
        for (int i = 1; i < digits; i++) {
            if (!first[i]) continue;
            shortest = Math.min(shortest, i - begun);
            begun = i;
        }
        return shortest;
    }

    /** The one sign between all groups of the first digits; 0 where there are several or none. */
    char between(int digits) {
        char sign = 0;
        for (int i = 1; i < digits; i++) {
            if (!first[i]) continue;
            if (signs[i] == 0 || (sign != 0 && sign != signs[i])) return 0;
            sign = signs[i];
        }
        return sign;
    }

    /** The length of the first group. */
    int firstGroup() {
        int digits = 1;
        while (digits < size && !first[digits]) digits++;
        return digits;
    }

    /** Whether the first groups are year, month and day, or the other way round, whatever follows. */
    boolean beginsWithDate() {
        if (size < 8) return false;
        boolean isYearFirst = !first[1] && !first[2] && !first[3] && first[4] && !first[5] && first[6] && !first[7];
        boolean isYearLast = !first[1] && first[2] && !first[3] && first[4] && !first[5] && !first[6] && !first[7];
        if (isYearFirst)
            return (number(0, 2) == 19 || number(0, 2) == 20) && Checksums.isDay(number(4, 6), number(6, 8));
        return isYearLast
                && (number(4, 6) == 19 || number(4, 6) == 20)
                && (Checksums.isDay(number(0, 2), number(2, 4)) || Checksums.isDay(number(2, 4), number(0, 2)));
    }
}
