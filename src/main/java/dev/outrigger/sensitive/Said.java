package dev.outrigger.sensitive;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * The words of one sentence of a folded text after another, in a window of bounded size: what ends a sentence, or too many
 * words, ends it. Small letters without accents are compared. Not thread-safe; one a text.
 */
final class Said {
    /** Words of one at most; a longer sentence is read in pieces. */
    static final int MOST = 96;

    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final int ACCENTED = 0x180;
    private static final char[] PLAIN = plain();

    private final char[] text;
    private final int length;
    private int at;

    final long[] words = new long[MOST];
    final int[] starts = new int[MOST];
    final int[] ends = new int[MOST];

    /** The sign before a word that parts it from the word before more than a blank, a hyphen or an apostrophe does; else 0. */
    final char[] signs = new char[MOST];

    private int size;

    Said(char[] text, int length) {
        this.text = text;
        this.length = length;
    }

    int size() {
        return size;
    }

    /** Goes on to the next sentence; whether there is one. */
    boolean next() {
        size = 0;
        char sign = 0;
        while (at < length && size < MOST) {
            char c = text[at];
            if (isInWord(c)) {
                word(sign);
                sign = 0;
            } else {
                at++;
                if (size > 0 && isEnd(c)) return true;
                if (c > ' ' && "-'\u2019*_`/".indexOf(c) < 0) sign = c;
            }
        }
        return size > 0;
    }

    private void word(char sign) {
        int begin = at;
        long hash = BASIS;
        while (at < length && isInWord(text[at])) hash = step(hash, text[at++]);
        words[size] = hash;
        starts[size] = begin;
        ends[size] = at;
        signs[size++] = sign;
    }

    /** A stop behind a title, or before a small letter, ends none. */
    private boolean isEnd(char c) {
        if (c == '\n') return at < length && text[at] == '\n';
        if (c == '!' || c == '?' || c == ';') return true;
        return c == '.'
                && (at == length || text[at] <= ' ' || text[at] == '"')
                && ends[size - 1] - starts[size - 1] > 3;
    }

    /** Whether the word is written in capitals alone. */
    boolean isCapitals(int word) {
        for (int i = starts[word]; i < ends[word]; i++) if (!Character.isUpperCase(text[i])) return false;
        return true;
    }

    /** Whether the word begins with a capital. */
    boolean isCapital(int word) {
        return Character.isUpperCase(text[starts[word]]);
    }

    /** The word's first letter or digit. */
    char first(int word) {
        return text[starts[word]];
    }

    /** The sign right behind the word; 0 at the end. */
    char behind(int word) {
        return ends[word] < length ? text[ends[word]] : 0;
    }

    private static boolean isInWord(char c) {
        return DigitRun.isDigit(c) || (c < 0x80 ? DigitRun.isLetter(c) : Character.isLetter(c));
    }

    private static long step(long hash, char c) {
        char low = c < 'A'
                ? c
                : c <= 'Z' ? (char) (c + 32) : c < 0x80 ? c : c < ACCENTED ? PLAIN[c] : Character.toLowerCase(c);
        return (hash ^ low) * PRIME;
    }

    /** Hashes of the words of a phrase. */
    static long[] words(String phrase) {
        Said said = new Said(phrase.toCharArray(), phrase.length());
        said.next();
        return Arrays.copyOf(said.words, said.size);
    }

    private static char[] plain() {
        char[] plain = new char[ACCENTED];
        for (char c = 0; c < ACCENTED; c++)
            plain[c] = Character.toLowerCase(
                    Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD).charAt(0));
        return plain;
    }
}
