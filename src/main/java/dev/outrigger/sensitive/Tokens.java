package dev.outrigger.sensitive;

/**
 * A window of a folded text's tokens: runs of letters, runs of digits, and each other sign alone. It moves on through the
 * text, so that a text of any length needs the same room. Not thread-safe; one a text.
 *
 * <p>The same in Python is {@code gpu-models/outrigger-names/tokens.py}, which the tagger is trained with.
 */
final class Tokens {
    /** As many are looked at to either side of one. */
    static final int BESIDE = 3;

    static final int SIZE = 2048;

    /** Of a longer word only so many characters are looked at. */
    static final int LONGEST_WORD = 24;

    static final int LINE = 2;
    private static final int SPACED = 1;
    private static final int GLUED = 0;

    static final int LOWER = 0;
    static final int CAPITAL_FIRST = 1;
    private static final int CAPITALS = 2;
    private static final int ONE_CAPITAL = 3;
    private static final int MIXED = 4;
    private static final int NO_CASE = 5;
    private static final int DIGITS = 5;
    private static final int MOST_DIGITS = 7;
    static final int SIGN = 13;

    private static final int FNV_BASIS = 0x811C9DC5;
    private static final int FNV_PRIME = 0x01000193;
    private static final String STARTS_BEHIND = ".!?:";

    private final char[] text;
    private final int length;
    private final Lexicon lexicon;
    private final char[] low = new char[LONGEST_WORD];
    private int at;
    private int gap = LINE;
    private char before;

    /** Of those in the window; the first of them are what stands before it. */
    final int[] starts = new int[SIZE];

    final int[] ends = new int[SIZE];

    /** What stands before it: nothing, a blank, or the end of a line. */
    final int[] gaps = new int[SIZE];

    final int[] words = new int[SIZE];
    final int[] shapes = new int[SIZE];
    final int[] bits = new int[SIZE];
    final boolean[] louds = new boolean[SIZE];

    private int size;

    Tokens(char[] text, int length, Lexicon lexicon) {
        this.text = text;
        this.length = length;
        this.lexicon = lexicon;
    }

    int size() {
        return size;
    }

    /** Whether the text is at its end. */
    boolean isOver() {
        return at >= length;
    }

    /**
     * Whether it is one that is looked at: it may be of a name or an address, or stands beside one that may. Words of a script
     * without capitals are not told apart.
     */
    boolean isScored(int token) {
        if (shapes[token] == NO_CASE) return false;
        return louds[token] || (token > 0 && louds[token - 1]) || (token + 1 < size && louds[token + 1]);
    }

    /** Goes on: those from this one on are first, and as many behind as there is room for. */
    void moveTo(int first) {
        int rest = size - first;
        for (int[] column : new int[][] {starts, ends, gaps, words, shapes, bits})
            System.arraycopy(column, first, column, 0, rest);
        System.arraycopy(louds, first, louds, 0, rest);
        size = rest;
        while (size < SIZE && at < length) read();
    }

    private void read() {
        char c = text[at];
        int end = at + 1;
        switch (kind(c)) {
            case BLANK -> gap = Math.max(gap, SPACED);
            case NEW_LINE -> gap = LINE;
            case LETTER -> {
                while (end < length && kind(text[end]) == Kind.LETTER) end++;
                add(end, wordShape(at, end));
            }
            case DIGIT -> {
                while (end < length && DigitRun.isDigit(text[end])) end++;
                add(end, DIGITS + Math.min(end - at, MOST_DIGITS));
            }
            case OTHER -> add(end, SIGN);
        }
        at = end;
    }

    private void add(int end, int shape) {
        starts[size] = at;
        ends[size] = end;
        gaps[size] = gap;
        shapes[size] = shape;
        words[size] = hash(FNV_BASIS, 0, lowered(at, end, shape));
        bits[size] = shape <= NO_CASE ? lexicon.bits(words[size]) : 0;
        louds[size] = isLoud(shape, bits[size]);
        before = shape == SIGN ? text[at] : 0;
        gap = GLUED;
        size++;
    }

    /** Most words are none of a name or an address, wherever they stand. */
    private boolean isLoud(int shape, int bits) {
        if (shape == SIGN || shape == NO_CASE) return false;
        if (shape > NO_CASE) return true;
        if (shape == LOWER && bits == 0 && isOther(text[at])) return false;
        if ((bits & Lexicon.COMMON) == 0 || (bits & (Lexicon.STREET | Lexicon.TITLE)) != 0) return true;
        if (shape == LOWER) return false;
        boolean isFirst = gap == LINE || (before != 0 && STARTS_BEHIND.indexOf(before) >= 0);
        return !isFirst || (bits & Lexicon.FIRST) != 0;
    }

    /** Greek, Cyrillic and all behind, but for what Latin has there. */
    private static boolean isOther(char c) {
        return c >= 0x370 && (c < 0x1E00 || c >= 0x1F00);
    }

    private enum Kind {
        LETTER,
        DIGIT,
        NEW_LINE,
        BLANK,
        OTHER
    }

    private static Kind kind(char c) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return Kind.LETTER;
        if (DigitRun.isDigit(c)) return Kind.DIGIT;
        if (c == '\n' || c == '\r') return Kind.NEW_LINE;
        if (c <= ' ' || c == 0x7F) return Kind.BLANK;
        boolean isLetter = c >= 0x80 && (Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK);
        return isLetter ? Kind.LETTER : Kind.OTHER;
    }

    private int wordShape(int from, int to) {
        int end = Math.min(to, from + LONGEST_WORD);
        int capitals = 0;
        int smalls = 0;
        for (int i = from; i < end; i++) {
            char c = text[i];
            if (c < 0x80 ? c <= 'Z' : isCapital(c)) capitals++;
            else if (c < 0x80 || Character.getType(c) == Character.LOWERCASE_LETTER) smalls++;
        }
        if (capitals == 0) return smalls > 0 ? LOWER : NO_CASE;
        if (end - from == 1) return ONE_CAPITAL;
        if (smalls == 0) return CAPITALS;
        return capitals == 1 && isCapital(text[from]) ? CAPITAL_FIRST : MIXED;
    }

    private static boolean isCapital(char c) {
        int type = Character.getType(c);
        return type == Character.UPPERCASE_LETTER || type == Character.TITLECASE_LETTER;
    }

    /** Fills in what the token is compared as and returns how long that is: small letters; of longer numbers how long they are. */
    private int lowered(int from, int to, int shape) {
        int size = Math.min(to - from, LONGEST_WORD);
        if (shape > DIGITS && shape < SIGN && to - from > 1) {
            size = Math.min(to - from, MOST_DIGITS);
            java.util.Arrays.fill(low, 0, size, '0');
            return size;
        }
        for (int i = 0; i < size; i++) {
            char c = text[from + i];
            low[i] = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c < 0x80 ? c : Character.toLowerCase(c);
        }
        return size;
    }

    private int hash(int basis, int from, int to) {
        int hash = basis;
        for (int i = from; i < to; i++) hash = (hash ^ low[i]) * FNV_PRIME;
        return hash;
    }

    /** Hashes of the first two and three of its characters and of the last two and three. */
    void ends(int token, int[] hashes) {
        int size = lowered(starts[token], ends[token], shapes[token]);
        hashes[0] = (hash(FNV_BASIS, 0, Math.min(2, size)) ^ '<') * FNV_PRIME;
        hashes[1] = (hash(FNV_BASIS, 0, Math.min(3, size)) ^ '<') * FNV_PRIME;
        int opened = (FNV_BASIS ^ '>') * FNV_PRIME;
        hashes[2] = hash(opened, Math.max(0, size - 2), size);
        hashes[3] = hash(opened, Math.max(0, size - 3), size);
    }
}
