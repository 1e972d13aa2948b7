package dev.outrigger.analyze;

import dev.outrigger.chat.Passage;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Counts the traits of texts in one pass, whatever the number of families. Used by one thread.
 *
 * <p>A word of Latin letters counts as <em>far</em> from English by its letters that are more than {@link #NEAR} after the
 * last small word of English or bracket of a program: vocabularies hold most English words whole, and cut those of other
 * languages.
 *
 * <p>It is done on the event loop, at some 6 ns a character, so that the time has a bound: texts of more than
 * {@link #MOST_READ} bytes together are looked at in {@link #POINTS} points from the first byte to the last. A text is read
 * from its beginning, for each point in it a part, and stands for as many bytes as lie between as many points: a long one for
 * itself, a short one also for its neighbours. Points are of unequal distance, or turns of equal length would be read of one
 * side of a conversation alone.
 */
@SuppressWarnings("EnumOrdinal") // a place in an array for each: this runs for every character
final class TraitCount {
    /** Bytes read of one text; the rest is taken to be of the same make, which bounds the time. */
    static final int READ_BYTES = 65_536;
    /** Places of long texts. */
    static final int POINTS = 2_048;
    /** Bytes read for one. */
    static final int PART = 256;
    /** Bytes read of texts that are counted together. */
    static final int MOST_READ = POINTS * PART;
    /** Whose multiples, less what is whole of them, are spread evenly however many they are. */
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** Letters without a small word of English, after which a text is taken for another language. */
    static final int NEAR = 45;

    private static final int SMALL = 6;
    private static final int LETTER_BITS = 5;
    /** The bits of a letter in which one alone differs from the others of the alphabet. */
    private static final int LETTER = (1 << LETTER_BITS) - 1;

    private static final int[] ENGLISH = packed("""
            the of and that with for you this are what how from your it can have my not by which will should an as at was
            they their there its has or we if into about write all more one would when who does like make these them than
            some been please create using use given each""");
    private static final String BRACKETS = "{}()[]=;_<>`";
    private static final TextTrait[] TRAITS = TextTrait.values();
    private static final byte[] ASCII = new byte[0x80];
    private static final boolean[] IS_BRACKET = new boolean[ASCII.length];
    private static final int NOWHERE = TRAITS.length;
    /** Of each trait, what it stands in a run of. */
    private static final byte[] RUNS = new byte[NOWHERE];

    private static final int[] STARTS = new int[TextTrait.Run.values().length];
    private static final int NONE = TextTrait.Run.NONE.ordinal();
    private static final int LOWER = TextTrait.LOWER.ordinal();
    private static final int WORD = TextTrait.Run.WORD.ordinal();
    private static final int MARKS = TextTrait.Run.MARKS.ordinal();

    static {
        for (char c = 0; c < ASCII.length; c++) {
            ASCII[c] = (byte) TextTrait.of(c).ordinal();
            IS_BRACKET[c] = BRACKETS.indexOf(c) >= 0;
        }
        for (TextTrait trait : TRAITS)
            RUNS[trait.ordinal()] = (byte) trait.run().ordinal();
        for (TextTrait.Run run : TextTrait.Run.values())
            STARTS[run.ordinal()] = run.start().map(Enum::ordinal).orElse(NOWHERE);
    }

    private final double[] counts = new double[NOWHERE];
    private final int[] read = new int[NOWHERE + 1];
    private int run = NONE;
    private int letters;
    private int word;
    private boolean isAscii;
    private int sinceEnglish;

    /** Bytes from point to point, on average; none where all texts are read. */
    private final double step;

    private double passed;
    private int points;

    /** @param bytes of all texts that will be counted */
    TraitCount(long bytes) {
        step = bytes <= MOST_READ ? 0 : (double) bytes / POINTS;
    }

    /** Counts a text, by its first {@link #READ_BYTES}; or by as much as points are in it; or leaves it to those that are read. */
    void add(Passage text) {
        long size = text.size();
        if (step == 0) {
            read(text, READ_BYTES, (double) size);
            return;
        }
        passed += size;
        int before = points;
        while (points < POINTS && point(points) < passed) points++;
        int within = points - before;
        if (within > 0) read(text, Math.min(READ_BYTES, within * PART), within * step);
    }

    private double point(int at) {
        return step * (at + at * GOLDEN % 1);
    }

    private void read(Passage text, int most, double bytes) {
        String start = text.start(most);
        begin();
        for (int at = 0; at < start.length(); ) at = run == WORD ? goOn(start, at) : take(start, at);
        double times = bytes / Math.clamp(text.size(), 1, most);
        for (int i = 0; i < counts.length; i++) counts[i] += times * read[i];
    }

    /** Tokens of all that was counted, in the vocabulary of the family of that place. */
    double tokens(int family) {
        double sum = 0;
        for (TextTrait trait : TRAITS) sum += counts[trait.ordinal()] * trait.tokens(family);
        return sum;
    }

    private void begin() {
        Arrays.fill(read, 0);
        run = NONE;
        letters = 0;
        sinceEnglish = 0;
    }

    /** Most of a text is small letters in the middle of words: those need no table. */
    private int goOn(String head, int from) {
        int at = from;
        int packed = word;
        for (; at < head.length(); at++) {
            char c = head.charAt(at);
            if (c < 'a' || c > 'z') break;
            packed = (packed << LETTER_BITS) | (c & LETTER);
        }
        word = packed;
        letters += at - from;
        read[LOWER] += at - from;
        return at == head.length() ? at : take(head, at);
    }

    private int take(String head, int at) {
        char c = head.charAt(at);
        int trait = c < ASCII.length ? ASCII[c] : TextTrait.of(c).ordinal();
        read[trait]++;
        int now = RUNS[trait];
        if (now != run) {
            if (run == WORD) endWord();
            read[STARTS[now]]++;
            run = now;
        }
        if (now == WORD) letter(c);
        else if (now == MARKS && IS_BRACKET[c]) sinceEnglish = 0;
        return at + 1;
    }

    private void letter(char c) {
        isAscii = (letters == 0 || isAscii) && c < ASCII.length;
        word = (letters == 0 ? 0 : word << LETTER_BITS) | (c & LETTER);
        letters++;
    }

    /** The last word of a text is not looked at: it may be the beginning of a longer one. */
    private void endWord() {
        if (isAscii && letters <= SMALL && Arrays.binarySearch(ENGLISH, word) >= 0) sinceEnglish = 0;
        else {
            sinceEnglish += letters;
            read[TextTrait.FAR.ordinal()] += Math.clamp(sinceEnglish - (long) NEAR, 0, letters);
        }
        letters = 0;
    }

    private static int[] packed(String words) {
        return words.lines()
                .flatMap(line -> Stream.of(line.split(" ")))
                .mapToInt(one -> one.chars().reduce(0, (all, c) -> (all << LETTER_BITS) | (c & LETTER)))
                .sorted()
                .toArray();
    }
}
