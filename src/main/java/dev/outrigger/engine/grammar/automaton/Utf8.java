package dev.outrigger.engine.grammar.automaton;

import java.nio.charset.StandardCharsets;

/**
 * Writes ranges of characters as edges over the bytes of their UTF-8.
 *
 * <p>Source: the ranges of RFC 3629, <a href="https://www.rfc-editor.org/rfc/rfc3629#section-4">UTF-8</a>, §4.
 */
final class Utf8 {
    private static final int[] LAST_OF_LENGTH = {0x7f, 0x7ff, 0xffff, CharSet.MAX};

    private Utf8() {}

    /** Leads from one state to the other with each character of the range. */
    static void edges(Nfa nfa, int from, CharSet.Range range, int to) {
        int first = range.first();
        for (int last : LAST_OF_LENGTH) {
            if (first > range.last()) return;
            if (first > last) continue;
            split(nfa, from, bytes(first), bytes(Math.min(last, range.last())), 0, to);
            first = last + 1;
        }
    }

    static byte[] bytes(int character) {
        return Character.toString(character).getBytes(StandardCharsets.UTF_8);
    }

    /** Both have the same length and the same bytes before this place. */
    private static void split(Nfa nfa, int from, byte[] first, byte[] last, int at, int to) {
        int low = first[at] & 0xff;
        int high = last[at] & 0xff;
        if (at == first.length - 1) {
            nfa.edge(from, low, high, to);
            return;
        }
        if (low == high) {
            int next = nfa.state();
            nfa.edge(from, low, low, next);
            split(nfa, next, first, last, at + 1, to);
            return;
        }
        if (!isFilled(first, at + 1, 0x80)) {
            int next = nfa.state();
            nfa.edge(from, low, low, next);
            split(nfa, next, first, filled(first, at + 1, 0xbf), at + 1, to);
            low++;
        }
        boolean isWhole = isFilled(last, at + 1, 0xbf);
        if (!isWhole) high--;
        if (low <= high) {
            int next = nfa.state();
            nfa.edge(from, low, high, next);
            split(nfa, next, filled(first, at + 1, 0x80), filled(last, at + 1, 0xbf), at + 1, to);
        }
        if (!isWhole) {
            int next = nfa.state();
            nfa.edge(from, high + 1, high + 1, next);
            split(nfa, next, filled(last, at + 1, 0x80), last, at + 1, to);
        }
    }

    private static boolean isFilled(byte[] bytes, int from, int filling) {
        for (int i = from; i < bytes.length; i++) if ((bytes[i] & 0xff) != filling) return false;
        return true;
    }

    private static byte[] filled(byte[] bytes, int from, int filling) {
        byte[] filled = bytes.clone();
        for (int i = from; i < bytes.length; i++) filled[i] = (byte) filling;
        return filled;
    }
}
