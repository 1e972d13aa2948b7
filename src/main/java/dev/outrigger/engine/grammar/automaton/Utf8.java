package dev.outrigger.engine.grammar.automaton;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes ranges of characters as edges over the bytes of their UTF-8, from one state to another. Ranges share the states
 * of the first bytes that they have in common: a class of letters has hundreds of ranges.
 *
 * <p>Source: the ranges of RFC 3629, <a href="https://www.rfc-editor.org/rfc/rfc3629#section-4">UTF-8</a>, §4.
 */
final class Utf8 {
    private static final int[] LAST_OF_LENGTH = {0x7f, 0x7ff, 0xffff, CharSet.MAX};

    private final Nfa nfa;
    private final int start;
    private final int to;
    private final Map<Long, Integer> shared = new HashMap<>();

    Utf8(Nfa nfa, int start, int to) {
        this.nfa = nfa;
        this.start = start;
        this.to = to;
    }

    /** Leads there with each character of the range. */
    void edges(CharSet.Range range) {
        int first = range.first();
        for (int last : LAST_OF_LENGTH) {
            if (first > range.last()) return;
            if (first > last) continue;
            split(start, bytes(first), bytes(Math.min(last, range.last())), 0);
            first = last + 1;
        }
    }

    static byte[] bytes(int character) {
        return Character.toString(character).getBytes(StandardCharsets.UTF_8);
    }

    /** Both have the same length and the same bytes before this place. */
    private void split(int from, byte[] first, byte[] last, int at) {
        int low = first[at] & 0xff;
        int high = last[at] & 0xff;
        if (at == first.length - 1) {
            nfa.edge(from, low, high, to);
            return;
        }
        if (low == high) {
            split(next(from, low), first, last, at + 1);
            return;
        }
        if (!isFilled(first, at + 1, 0x80)) {
            split(next(from, low), first, filled(first, at + 1, 0xbf), at + 1);
            low++;
        }
        boolean isWhole = isFilled(last, at + 1, 0xbf);
        if (!isWhole) high--;
        if (low <= high) {
            int next = nfa.state();
            nfa.edge(from, low, high, next);
            split(next, filled(first, at + 1, 0x80), filled(last, at + 1, 0xbf), at + 1);
        }
        if (!isWhole) {
            split(next(from, high + 1), filled(last, at + 1, 0x80), last, at + 1);
        }
    }

    /** The state that one byte leads to, the same for all ranges. */
    private int next(int from, int b) {
        return shared.computeIfAbsent(((long) from << 8) | b, key -> {
            int next = nfa.state();
            nfa.edge(from, b, b, next);
            return next;
        });
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
