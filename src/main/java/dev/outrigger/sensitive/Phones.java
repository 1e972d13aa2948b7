package dev.outrigger.sensitive;

/**
 * Telephone numbers: international ones, national ones in a form that little else has, and others beside a word for them.
 * Source: ITU-T E.164 (at most 15 digits), E.123 (how they are written).
 */
final class Phones {
    private static final int LONGEST = 15;
    private static final int MOST_EXTENSION = 6;

    private final char[] text;
    private final int length;
    private final DigitRun run;
    private final Context context;

    Phones(char[] text, int length, DigitRun run, Context context) {
        this.text = text;
        this.length = length;
        this.run = run;
        this.context = context;
    }

    /** The offset after one that begins with a plus here, in the second reading through marks; 0 for none. */
    int international(int plus, boolean isThrough) {
        boolean isPart = plus > 0 && (DigitRun.isDigit(text[plus - 1]) || DigitRun.isLetter(text[plus - 1]));
        int first = plus + 1;
        if (first < length && (text[first] == '(' || text[first] == ' ')) first++;
        if (isPart || first >= length || !DigitRun.isDigit(text[first]) || text[first] == '0') return 0;
        return read(first, isThrough) ? extended(longest(8)) : 0;
    }

    /** Likewise, of one that begins with a bracket. */
    int bracketed(int bracket, boolean isThrough) {
        int close = bracket + 1;
        while (close < length && close - bracket <= 5 && DigitRun.isDigit(text[close])) close++;
        boolean isPart = bracket > 0 && (DigitRun.isLetter(text[bracket - 1]) || DigitRun.isDigit(text[bracket - 1]));
        if (isPart || close - bracket < 3 || close >= length || text[close] != ')') return 0;
        if (!read(bracket + 1, isThrough)) return 0;
        return run.firstGroup() == run.size() || run.size() > 12 ? 0 : extended(longest(7));
    }

    /** Whether there is anything to look at: always, but for the second reading. */
    private boolean read(int from, boolean isThrough) {
        run.read(from);
        return !isThrough || run.readThrough(from);
    }

    /** Likewise, of one that begins with the digit here, where the run was read. */
    int national(int from, boolean isFresh) {
        if (isAmerican()) return isFresh || context.before(from, 20, Words.PHONE) ? extended(10) : 0;
        boolean isLong = run.size() > 10 && isFresh;
        if (isLong && run.stands('-', 3, 3, 3, 4) && (run.number(0, 3) == 1)) return extended(13);
        if (isLong && run.stands('-', 1, 3, 3, 4) && run.digit(0) == 1) return extended(11);
        if (!isFresh) return 0;
        int digits = longest(6);
        if (digits == 0 || run.beginsWithDate() || run.stands('-', 3, 2, 4) || isAmount(digits)) return 0;
        if (digits >= 9 && digits <= 11 && isGrouped(digits)) return extended(digits);
        int groups = run.groups(digits);
        if (digits >= 7 || groups > 1) {
            if (context.near(from, run.end(digits), Words.PHONE)) return extended(digits);
            boolean isCall = context.before(from, 26, Words.CALL)
                    || context.asked(from)
                    || context.behind(run.end(digits), 8, Words.PLACE);
            if (isCall && (groups > 1 || digits >= 9)) return extended(digits);
        }
        return 0;
    }

    /** Whether the run, whose groups stand in cells, may be one: with a plus or a nought in front, or in America's groups. */
    static boolean isInCells(char[] text, DigitRun run) {
        int start = run.start();
        boolean isAmericas = run.size() == 10
                && run.groups(10) == 3
                && run.firstGroup() == 3
                && run.shortestButLast(10) == 3
                && run.digit(0) > 1
                && run.digit(3) > 1;
        int size = run.size();
        boolean isNational =
                run.digit(0) == 0 && size >= 9 && size <= 11 && run.firstGroup() <= 5 && run.shortestButLast(size) >= 2;
        return (start > 0 && text[start - 1] == '+') || isNational || isAmericas;
    }

    /** As North America writes them. */
    private boolean isAmerican() {
        return run.stands('-', 3, 3, 4)
                || run.stands('.', 3, 3, 4)
                || (run.stands(' ', 3, 3, 4) && run.digit(0) > 1 && run.digit(3) > 1);
    }

    /** As most others do at home: from 0 on, in three groups or more of two digits or more, or two with a long second. */
    private boolean isGrouped(int digits) {
        if (run.digit(0) != 0 || run.between(digits) == 0) return false;
        int groups = run.groups(digits);
        return (groups >= 3 && run.shortestButLast(digits) >= 2)
                || (groups == 2
                        && run.between(digits) != '.'
                        && run.firstGroup() <= 5
                        && digits - run.firstGroup() >= 6);
    }

    /** Money, or a part of a number, stands right before it; or a fraction follows. */
    private boolean isAmount(int digits) {
        int before = run.start() - 1;
        int end = run.end(digits);
        boolean isMoney = before >= 0 && "$€£¥#%".indexOf(text[before]) >= 0;
        return isMoney
                || (end < length
                        && (text[end] == '%'
                                || (text[end] == ',' && end + 1 < length && DigitRun.isDigit(text[end + 1]))));
    }

    /** Most digits of the run that may be one, of so many at least. */
    private int longest(int least) {
        for (int digits = Math.min(LONGEST, run.size()); digits >= least; digits--)
            if (run.mayEnd(digits)) return digits;
        return 0;
    }

    /** With the extension behind it. */
    private int extended(int digits) {
        if (digits == 0) return 0;
        int end = run.end(digits);
        if (!run.isExtended(digits)) return end;
        int last = end + 1;
        while (last < length && last - end <= MOST_EXTENSION && DigitRun.isDigit(text[last])) last++;
        return last;
    }
}
