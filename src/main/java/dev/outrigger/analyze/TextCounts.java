package dev.outrigger.analyze;

/**
 * Eleven numbers counted in a text, beside its vector: how long it is, and of what characters. Shares are square roots, so
 * that the first few of a kind weigh most. ASCII alone is counted, and a length is in code points. The same as {@code
 * gpu-models/outrigger-router/counts.py}, which a test compares.
 */
final class TextCounts {
    /** How many there are. */
    static final int SIZE = 11;

    private static final String SYMBOLS = "=+*/^<>\\$%_|{}";
    private static final String BRACKETS = "()[]";
    private static final String BLANKS = " \t\n\r\f\u000b";
    private static final double LONGEST_WORD = 12;

    private int length;
    private int words;
    private int lines;
    private int digits;
    private int numbers;
    private int capitals;
    private int symbols;
    private int brackets;
    private int questions;
    private int commas;

    private TextCounts(String text) {
        int before = ' ';
        for (int i = 0; i < text.length(); i += Character.charCount(before)) {
            int c = text.codePointAt(i);
            count(c, before);
            before = c;
        }
    }

    /** Length, words, lines, digits, numbers, capitals, symbols, brackets, questions, length of a word, commas. */
    static double[] of(String text) {
        TextCounts found = new TextCounts(text);
        double whole = Math.max(1, found.length);
        return new double[] {
            Math.log1p(found.length),
            Math.log1p(found.words),
            Math.log1p(found.lines),
            Math.sqrt(found.digits / whole),
            Math.log1p(found.numbers),
            Math.sqrt(found.capitals / whole),
            Math.sqrt(found.symbols / whole),
            Math.sqrt(found.brackets / whole),
            Math.sqrt(found.questions / whole),
            Math.min(LONGEST_WORD, whole / Math.max(1, found.words)),
            Math.sqrt(found.commas / whole)
        };
    }

    private void count(int c, int before) {
        length++;
        if (isDigit(c)) {
            digits++;
            if (!isDigit(before)) numbers++;
        }
        if (c >= 'A' && c <= 'Z') capitals++;
        if (SYMBOLS.indexOf(c) >= 0) symbols++;
        if (BRACKETS.indexOf(c) >= 0) brackets++;
        if (c == ',' || c == ';') commas++;
        if (c == '?') questions++;
        if (c == '\n') lines++;
        if (BLANKS.indexOf(c) < 0 && BLANKS.indexOf(before) >= 0) words++;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
