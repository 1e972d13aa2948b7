package dev.outrigger.engine.grammar.automaton;

import java.util.Arrays;

/**
 * A nondeterministic automaton over bytes in the making: states by their numbers, edges for ranges of bytes, and free
 * edges that take none. Some states are marked as borders between characters.
 *
 * <p>Source: Ken Thompson, <a href="https://doi.org/10.1145/363347.363387">Regular expression search algorithm</a>.
 */
final class Nfa {
    /** More states are refused: a pattern of nested counts would have millions. */
    static final int MAX_STATES = 1 << 17;

    private static final int NONE = -1;

    private int states;
    private int edges;
    private int[] first = new int[64];
    private boolean[] border = new boolean[64];
    private int[] lowest = new int[64];
    private int[] highest = new int[64];
    private int[] target = new int[64];
    private int[] next = new int[64];

    /** A new state. */
    int state() {
        if (states == MAX_STATES) throw new NotRegular("must have at most " + MAX_STATES + " states");
        if (states == first.length) {
            first = Arrays.copyOf(first, 2 * states);
            border = Arrays.copyOf(border, 2 * states);
        }
        first[states] = NONE;
        return states++;
    }

    /** A new state between two characters. */
    int border() {
        int state = state();
        border[state] = true;
        return state;
    }

    /** A byte of this range leads from one state to the other. */
    void edge(int from, int low, int high, int to) {
        if (edges == target.length) {
            lowest = Arrays.copyOf(lowest, 2 * edges);
            highest = Arrays.copyOf(highest, 2 * edges);
            target = Arrays.copyOf(target, 2 * edges);
            next = Arrays.copyOf(next, 2 * edges);
        }
        lowest[edges] = low;
        highest[edges] = high;
        target[edges] = to;
        next[edges] = first[from];
        first[from] = edges++;
    }

    /** The first state leads to the other without a byte. */
    void free(int from, int to) {
        edge(from, NONE, NONE, to);
    }

    /** The bytes one after the other. */
    int bytes(int from, byte[] bytes) {
        int at = from;
        for (byte b : bytes) {
            int then = state();
            edge(at, b & 0xff, b & 0xff, then);
            at = then;
        }
        return at;
    }

    int size() {
        return states;
    }

    int edges() {
        return edges;
    }

    boolean isBorder(int state) {
        return border[state];
    }

    /** The first edge of a state; negative when there is none. */
    int first(int state) {
        return first[state];
    }

    /** The edge after this one, of the same state; negative when there is none. */
    int next(int edge) {
        return next[edge];
    }

    boolean isFree(int edge) {
        return lowest[edge] == NONE;
    }

    int lowest(int edge) {
        return lowest[edge];
    }

    int highest(int edge) {
        return highest[edge];
    }

    int target(int edge) {
        return target[edge];
    }
}
