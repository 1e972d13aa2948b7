package dev.outrigger.engine.grammar.automaton;

import java.util.HashMap;
import java.util.Map;

/** Bytes that an automaton treats alike, numbered from 0 in the order of their first bytes. */
final class ByteClasses {
    private static final int BYTES = 256;

    private final char[] byByte;
    private final int count;

    private ByteClasses(char[] byByte, int count) {
        this.byByte = byByte;
        this.count = count;
    }

    /** Those between the borders of the edges' ranges, so that a range is some whole classes one after the other. */
    static ByteClasses of(Nfa nfa) {
        boolean[] isFirst = new boolean[BYTES + 1];
        for (int edge = 0; edge < nfa.edges(); edge++) {
            if (nfa.isFree(edge)) continue;
            isFirst[nfa.lowest(edge)] = true;
            isFirst[nfa.highest(edge) + 1] = true;
        }
        char[] byByte = new char[BYTES];
        int last = 0;
        for (int b = 1; b < BYTES; b++) {
            if (isFirst[b]) last++;
            byByte[b] = (char) last;
        }
        return new ByteClasses(byByte, last + 1);
    }

    /** Bytes that both treat alike. */
    static ByteClasses both(ByteClasses one, ByteClasses other) {
        Map<Integer, Integer> numbers = new HashMap<>();
        char[] byByte = new char[BYTES];
        for (int b = 0; b < BYTES; b++) {
            int pair = one.of(b) * BYTES + other.of(b);
            Integer number = numbers.putIfAbsent(pair, numbers.size());
            byByte[b] = (char) (number == null ? numbers.size() - 1 : number);
        }
        return new ByteClasses(byByte, numbers.size());
    }

    int of(int b) {
        return byByte[b];
    }

    int count() {
        return count;
    }

    /** A byte of each class. */
    int[] examples() {
        int[] examples = new int[count];
        for (int b = BYTES - 1; b >= 0; b--) examples[byByte[b]] = b;
        return examples;
    }
}
