package dev.outrigger.sensitive;

/**
 * Whole numbers with an exponent, as JSON may have them: {@code 4.111111111111111e15}. Source: RFC 8259, section 6.
 */
final class Decimals {
    private static final int LONGEST = 24;

    /** Of the digits that are written out, so few may be noughts that the exponent alone makes. */
    private static final int MOST_NOUGHTS = 2;

    private static final int FEWEST = 8;
    private static final int MOST = 19;

    private final char[] text;
    private final int length;
    private final DigitRun run;
    private boolean isExact;

    Decimals(char[] text, int length, DigitRun run) {
        this.text = text;
        this.length = length;
        this.run = run;
    }

    /** Has the run be the digits of the one that begins here, and returns where it ends; 0 for none. */
    int read(int from) {
        if (from > 0 && (text[from - 1] == '.' || text[from - 1] == '_')) return 0;
        int last = Math.min(length, from + LONGEST);
        int at = from;
        int point = -1;
        int digits = 0;
        int noughts = 0;
        while (at < last && (DigitRun.isDigit(text[at]) || (text[at] == '.' && point < 0))) {
            if (text[at] == '.') point = digits;
            else {
                if (digits == noughts && text[at] == '0') noughts++;
                digits++;
            }
            at++;
        }
        if (at >= last || (text[at] | 0x20) != 'e') return 0;
        int end = exponentEnd(at + 1);
        if (end == 0) return 0;
        int whole = (point < 0 ? digits : point) + exponent(at + 1, end);
        return fill(from, at, noughts, whole) ? end : 0;
    }

    /** Whether the exponent of the last one moves the point right behind its last digit. */
    boolean isExact() {
        return isExact;
    }

    private int exponentEnd(int from) {
        int at = from;
        if (at < length && (text[at] == '+' || text[at] == '-')) at++;
        int begin = at;
        while (at < length && at - begin < 3 && DigitRun.isDigit(text[at])) at++;
        boolean isPart = at + 1 < length && text[at] == '.' && DigitRun.isDigit(text[at + 1]);
        return at == begin || isPart || !DigitRun.isBorder(text, length, at) ? 0 : at;
    }

    private int exponent(int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) if (DigitRun.isDigit(text[i])) value = 10 * value + text[i] - '0';
        return text[from] == '-' ? -value : value;
    }

    /** So many digits before the point, without noughts in front; whatever is behind it has to be noughts. */
    private boolean fill(int from, int to, int noughts, int whole) {
        if (whole - noughts < FEWEST || whole - noughts > MOST) return false;
        run.clear();
        isExact = false;
        int digit = 0;
        int last = from;
        for (int i = from; i < to; i++) {
            if (text[i] == '.') continue;
            if (digit >= whole && text[i] != '0') return false;
            if (digit >= noughts && digit < whole) run.add(i, text[i] - '0', digit == noughts);
            last = i;
            digit++;
        }
        if (whole - digit > MOST_NOUGHTS) return false;
        isExact = whole == digit;
        for (; digit < whole; digit++) run.add(last, 0, false);
        return true;
    }
}
