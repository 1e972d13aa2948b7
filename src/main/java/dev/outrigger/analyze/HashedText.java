package dev.outrigger.analyze;

/**
 * Hashed features of a text, in one pass and without an object for any of them. A word is a run of letters and digits, or
 * one Chinese or Japanese character. There are words, pairs of words, n-grams of three to five units within words, runs of
 * punctuation, the first word, and shapes: shares of capitals, digits and punctuation, lengths. Each feature is there or
 * not; none is counted.
 *
 * <p>The same in Python is {@code gpu-models/outrigger-tier0/features.py}, which the heads are trained with.
 *
 * <p>Source: K. Weinberger and others, Feature Hashing for Large Scale Multitask Learning (ICML 2009),
 * https://arxiv.org/abs/0902.2206.
 */
final class HashedText {
    static final int BITS = 16;
    static final int BUCKETS = 1 << BITS;
    /** Of a longer word only so many units have n-grams. */
    private static final int GRAM_UNITS = 32;

    private static final int SHORTEST_GRAM = 3;
    private static final int LONGEST_GRAM = 5;
    /** Of a longer run only so many units count. */
    private static final int PUNCTUATION_UNITS = 8;

    private static final int WORD = seed(1);
    private static final int PAIR = seed(2);
    private static final int GRAM = seed(3);
    private static final int PUNCTUATION = seed(4);
    private static final int FIRST = seed(5);
    private static final int SHAPE = seed(6);
    private static final int STEPS = 15;

    /** Takes the features of one stretch; they are gone when it returns. */
    interface Reader {
        void read(Buckets stretch);
    }

    private final Buckets buckets;
    private final char[] marked = new char[GRAM_UNITS + 2];
    private final int stretchWords;
    private final boolean isWhole;
    private final Reader reader;

    private int wordHash;
    private int wordUnits;
    private int wordCapitals;
    private int wordDigits;
    private int runHash;
    private int runUnits;

    private boolean isFirst = true;
    private int before;
    private int words;
    private int letters;
    private int capitals;
    private int digits;
    private int signs;
    private int lines;

    private HashedText(Buckets buckets, int stretchWords, boolean isWhole, Reader reader) {
        this.buckets = buckets;
        this.stretchWords = stretchWords;
        this.isWhole = isWhole;
        this.reader = reader;
        marked[0] = '^';
    }

    /** Reads a text in stretches of so many words; there is one at least. */
    static void stretches(String text, int words, Reader reader) {
        stretches(text, words, new Buckets(), reader);
    }

    /** Likewise, in a set that is lent for that and empty before and after: it is larger than most texts. */
    static void stretches(String text, int words, Buckets lent, Reader reader) {
        new HashedText(lent, words, false, reader).read(text);
    }

    /** Reads a text as one stretch, with its length as a feature. */
    static void whole(String text, Reader reader) {
        new HashedText(new Buckets(), Integer.MAX_VALUE, true, reader).read(text);
    }

    private void read(String text) {
        for (int at = 0; at < text.length(); at++) unit(text.charAt(at));
        endWord();
        endRun();
        endStretch();
    }

    private void unit(char unit) {
        switch (UnitTable.kind(unit)) {
            case UnitTable.LETTER -> {
                endRun();
                letter(unit);
            }
            case UnitTable.SIGN -> {
                endWord();
                sign(UnitTable.folded(unit));
            }
            case UnitTable.ALONE -> {
                endWord();
                endRun();
                letter(unit);
                endWord();
            }
            case UnitTable.SPACE -> {
                endWord();
                endRun();
                if (unit == '\n') lines++;
            }
            default -> {} // of no width
        }
    }

    private void letter(char unit) {
        char folded = UnitTable.folded(unit);
        wordHash = step(wordUnits == 0 ? WORD : wordHash, folded);
        if (wordUnits < GRAM_UNITS) marked[wordUnits + 1] = folded;
        wordUnits++;
        if (folded == UnitTable.DIGIT) wordDigits++;
        else if (folded != unit) wordCapitals++;
    }

    private void sign(char folded) {
        if (runUnits < PUNCTUATION_UNITS) runHash = step(runUnits == 0 ? PUNCTUATION : runHash, folded);
        runUnits++;
    }

    private void endRun() {
        if (runUnits == 0) return;
        buckets.add(bucket(runHash));
        signs += runUnits;
        runUnits = 0;
    }

    private void endWord() {
        if (wordUnits == 0) return;
        if (words == stretchWords) endStretch();
        buckets.add(bucket(wordHash));
        grams();
        if (words > 0) buckets.add(bucket(step(before ^ PAIR, wordHash & 0xFFFF) ^ wordHash));
        else if (isFirst) buckets.add(bucket(wordHash ^ FIRST));
        before = wordHash;
        words++;
        letters += wordUnits;
        capitals += wordCapitals;
        digits += wordDigits;
        wordUnits = 0;
        wordCapitals = 0;
        wordDigits = 0;
    }

    private void grams() {
        int end = Math.min(wordUnits, GRAM_UNITS) + 2;
        marked[end - 1] = '$';
        for (int start = 0; start <= end - SHORTEST_GRAM; start++) {
            int to = Math.min(start + LONGEST_GRAM, end);
            int hash = step(step(GRAM, marked[start]), marked[start + 1]);
            for (int at = start + 2; at < to; at++) {
                hash = step(hash, marked[at]);
                buckets.add(bucket(hash));
            }
        }
    }

    private void endStretch() {
        int units = letters + signs;
        int each = Math.max(1, words);
        int dense = Math.min(STEPS, buckets.size() / each);
        shape(1, share(capitals, units));
        shape(2, share(digits, units));
        shape(3, share(signs, units));
        shape(4, Math.min(STEPS, letters / each));
        shape(5, dense);
        if (isWhole) {
            shape(6, bitLength(words));
            shape(7, bitLength(lines));
        }
        reader.read(buckets);
        buckets.clear();
        isFirst = false;
        words = 0;
        letters = 0;
        capitals = 0;
        digits = 0;
        signs = 0;
        lines = 0;
    }

    private void shape(int name, int value) {
        buckets.add(bucket(step(step(SHAPE, name), value)));
    }

    /** In sixteenths, 0 to 15. */
    private static int share(int part, int whole) {
        return (int) Math.min(STEPS, 16L * part / Math.max(1, whole));
    }

    private static int bitLength(int number) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(number);
    }

    private static int seed(int feature) {
        return feature * 0x9E3779B1;
    }

    private static int step(int hash, int unit) {
        return (hash ^ unit) * 0x01000193;
    }

    /** The upper bits of the hash, mixed as MurmurHash3 ends (A. Appleby, public domain). */
    private static int bucket(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
        mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2AE35;
        return (mixed ^ (mixed >>> 16)) >>> (Integer.SIZE - BITS);
    }
}
