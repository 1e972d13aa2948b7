package dev.outrigger.sensitive;

/**
 * Numbers of payment cards. Source of first digits and lengths: ISO/IEC 7812-1, and the networks' published ranges
 * (https://en.wikipedia.org/wiki/Payment_card_number).
 */
final class Cards {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 19;

    private Cards() {}

    /** How many first digits of the run are one; 0 for none. */
    static int digits(DigitRun run, Context context) {
        for (int digits = Math.min(LONGEST, run.size()); digits >= SHORTEST; digits--)
            if (run.mayEnd(digits)
                    && isWritten(run, digits)
                    && Checksums.luhn(run, 0, digits)
                    && (isIssued(run, digits) || isNamed(run, digits, context))) return digits;
        return 0;
    }

    /** Whether the whole run is one whose groups are as it is printed: more than the first digits and Luhn's. */
    static boolean isPrinted(DigitRun run) {
        int two = run.number(0, 2);
        int three = run.number(0, 3);
        int four = run.number(0, 4);
        boolean isNetworks = switch (run.size()) {
            case 14 -> two == 36 || two == 38 || two == 39 || (three >= 300 && three <= 305);
            case 15 -> two == 34 || two == 37;
            case 16 ->
                run.digit(0) == 4
                        || (two >= 51 && two <= 55)
                        || (four >= 2221 && four <= 2720)
                        || two == 62
                        || two == 65
                        || four == 6011
                        || (three >= 644 && three <= 649)
                        || (four >= 3528 && four <= 3589)
                        || (four >= 2200 && four <= 2204);
            default -> false;
        };
        return isNetworks && Checksums.luhn(run, 0, run.size());
    }

    /** Maestro's of any length are known by a word for a card beside them. */
    private static boolean isNamed(DigitRun run, int digits, Context context) {
        int two = run.number(0, 2);
        boolean isMaestro = two == 50 || (two >= 56 && two <= 69) || run.number(0, 4) == 604;
        return isMaestro && context.near(run.start(), run.end(digits), Words.CARD);
    }

    /** In groups of three or more with one sign between, or of one or two each: not a row of other numbers. */
    private static boolean isWritten(DigitRun run, int digits) {
        int groups = run.groups(digits);
        if (groups == 1) return true;
        if (run.between(digits) == 0 || run.between(digits) == '/') return false;
        return run.shortestButLast(digits) >= 3 || groups == digits || groups == (digits + 1) / 2;
    }

    private static boolean isIssued(DigitRun run, int digits) {
        int four = run.number(0, 4);
        return switch (run.digit(0)) {
            case 3 -> digits >= 14 && digits <= 16;
            case 4 -> digits == 13 || digits == 16 || digits == 19;
            case 5 -> run.digit(1) != 9 && (digits >= 14 || isShortMaestro(four));
            case 6 -> digits >= 14 || isShortMaestro(four);
            case 2 ->
                (digits == 16 && ((four >= 2221 && four <= 2720) || (four <= 2204 && four >= 2200)))
                        || isOldJcb(four, digits);
            case 1 -> isOldJcb(four, digits);
            case 8 -> digits == 16 && (run.digit(1) == 1 || run.digit(1) == 2);
            default -> false;
        };
    }

    private static boolean isOldJcb(int four, int digits) {
        return digits == 15 && (four == 2131 || four == 1800);
    }

    private static boolean isShortMaestro(int four) {
        return switch (four) {
            case 5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763 -> true;
            default -> false;
        };
    }
}
