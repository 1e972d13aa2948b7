package dev.outrigger.sensitive;

/** Check digits of the first digits of a run. Each method names its source. */
final class Checksums {
    private static final int[][] DIHEDRAL = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5}, {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
        {3, 4, 0, 1, 2, 8, 9, 5, 6, 7}, {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
        {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3}, {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
        {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}
    };
    private static final int[][] PERMUTED = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4}, {5, 8, 0, 3, 7, 9, 6, 1, 4, 2},
        {8, 9, 1, 6, 0, 4, 3, 5, 2, 7}, {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
        {2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}
    };

    private Checksums() {}

    /** Luhn's, over digits from one on to before another. Source: ISO/IEC 7812-1, annex B. */
    static boolean luhn(DigitRun run, int from, int to) {
        int sum = 0;
        for (int i = to - 1; i >= from; i--) {
            int doubled = run.digit(i) << ((to - 1 - i) & 1);
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    /** The sum of the first digits, each by its weight. */
    static int weighed(DigitRun run, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) sum += weights[i] * run.digit(i);
        return sum;
    }

    /** Source: J. Verhoeff, "Error Detecting Decimal Codes", Mathematical Centre Tract 29 (1969). */
    static boolean verhoeff(DigitRun run, int digits) {
        int check = 0;
        for (int i = 0; i < digits; i++) check = DIHEDRAL[check][PERMUTED[i % 8][run.digit(digits - 1 - i)]];
        return check == 0;
    }

    /** Source: ISO/IEC 7064, MOD 11,10. */
    static boolean mod11And10(DigitRun run, int digits) {
        int product = 10;
        for (int i = 0; i < digits - 1; i++) {
            int sum = (product + run.digit(i)) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }
        return (11 - product) % 10 == run.digit(digits - 1);
    }

    /** Whether all of the first digits are the same. */
    static boolean isOneDigit(DigitRun run, int digits) {
        for (int i = 1; i < digits; i++) if (run.digit(i) != run.digit(0)) return false;
        return true;
    }

    /** Whether these can be a month and a day. */
    static boolean isDay(int month, int day) {
        return month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }
}
