package dev.outrigger.dialect;

import dev.outrigger.chat.Citation;
import dev.outrigger.chat.LogProb;
import java.util.List;

/**
 * Adds up what the writer of a stream keeps of what it was told, as it counts on the heap, with what the writing of it will
 * take; or what a reader remembers. Not thread-safe; one of either.
 */
public final class HeldBack {
    /** What anything takes that is kept: its object, its place among others, and the words that are written around it. */
    public static final int PIECE_BYTES = 1024;

    /**
     * What each byte of a text's JSON takes, at most: the text with spare room, in two bytes a character where a single one
     * is not Latin; and when it is written, itself, the tree it stands in, and the bytes of that, which are joined.
     */
    static final int TEXT_FACTOR = 14;

    private final int factor;
    private long bytes;

    /** Of a writer that says what it kept once. */
    public HeldBack() {
        this(1);
    }

    /** Of a writer that says what it kept so many times. */
    public HeldBack(int times) {
        this.factor = times;
    }

    /** What a word takes that a reader remembers, such as an id or a place. */
    public static final int WORD_BYTES = 256;

    /** Another thing is kept. */
    public void piece() {
        bytes += (long) factor * PIECE_BYTES;
    }

    /** More of a text is kept. */
    public void text(String more) {
        bytes += (long) factor * TEXT_FACTOR * jsonBytes(more);
    }

    /** Another thing of this text is kept; how much more that is. */
    public long piece(String text) {
        long before = bytes;
        piece();
        text(text);
        return bytes - before;
    }

    /** A citation is kept, with its texts. */
    public void citation(Citation citation) {
        piece();
        citation.title().ifPresent(this::text);
        citation.quote().ifPresent(this::text);
        if (citation.source() instanceof Citation.Source.Page(String url)) text(url);
    }

    /** Tokens of a text are kept, and those that were likely beside them. */
    public void logProbs(List<LogProb> tokens) {
        for (LogProb token : tokens) {
            piece();
            logProbs(token.others());
        }
    }

    /** How much it is. */
    public long bytes() {
        return bytes;
    }

    /** It was written. */
    public void clear() {
        bytes = 0;
    }

    /** How long a text is in JSON, without its quotes. */
    static long jsonBytes(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || Character.isSurrogate(c)) bytes += 6;
            else if (c == '"' || c == '\\') bytes += 2;
            else if (c < 0x80) bytes++;
            else bytes += c < 0x800 ? 2 : 3;
        }
        return bytes;
    }
}
