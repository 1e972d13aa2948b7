package dev.outrigger.engine.grammar;

import dev.outrigger.engine.grammar.automaton.IntList;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A vocabulary's tokens in the order of their bytes, each with how many of its first bytes are those of the token before:
 * a trie of which only the order is kept. Six bytes a token, and what {@link StringTokens} keeps. Safe for use by several
 * threads.
 */
public final class TokenTrie {
    private static final byte[] NO_BYTES = {};

    private final byte[][] bytes;
    private final int[] order;
    private final char[] shared;
    private final int longest;
    private final StringTokens strings;

    private TokenTrie(byte[][] bytes) {
        this.bytes = bytes;
        this.order = TokenOrder.of(bytes);
        this.shared = new char[order.length];
        for (int i = 1; i < order.length; i++) {
            int differs = Arrays.mismatch(bytes[order[i - 1]], bytes[order[i]]);
            shared[i] = (char) (differs < 0 ? bytes[order[i]].length : differs);
        }
        this.longest =
                Arrays.stream(bytes).mapToInt(token -> token.length).max().orElse(0);
        this.strings = new StringTokens(bytes, order, shared, longest);
    }

    /**
     * Of tokens 0 to {@code tokens - 1}; takes tens of milliseconds.
     *
     * @param bytes what each token stands for, maybe part of a character; nothing for a mark, which is never allowed. The
     *     arrays are kept, not copied.
     */
    public static TokenTrie of(int tokens, IntFunction<byte[]> bytes) {
        byte[][] all = new byte[tokens][];
        Arrays.setAll(all, bytes);
        return new TokenTrie(all);
    }

    public int size() {
        return bytes.length;
    }

    byte[] bytes(int token) {
        return token >= 0 && token < bytes.length ? bytes[token] : NO_BYTES;
    }

    /** States of strings whose tokens are kept. */
    int stringStates() {
        return strings.size();
    }

    /** Whether the token may follow. */
    boolean allows(GrammarState state, int token) {
        byte[] wanted = bytes(token);
        return wanted.length > 0 && state.accepts(wanted);
    }

    /** Every token that may follow, each once. */
    int[] allowed(GrammarState state) {
        StringTokens.@Nullable At string = state.string(longest);
        return string == null ? walked(state) : strings.allowed(state, string);
    }

    private int[] walked(GrammarState state) {
        IntList allowed = new IntList();
        @Nullable GrammarState[] after = new GrammarState[longest + 1];
        after[0] = state;
        int reached = 0;
        for (int i = 0; i < order.length; i++) {
            // What the tokens have in common led nowhere: neither does this one.
            if (shared[i] > reached) continue;
            byte[] token = bytes[order[i]];
            reached = walk(token, shared[i], after);
            if (reached == token.length) allowed.add(order[i]);
        }
        return allowed.toArray();
    }

    /** Goes on from the state after so many bytes; returns how many bytes may follow. */
    private static int walk(byte[] token, int from, @Nullable GrammarState[] after) {
        int at = from;
        GrammarState state = after[at];
        while (at < token.length && state != null) {
            state = state.step(token[at] & 0xff);
            if (state != null) after[++at] = state;
        }
        return at;
    }
}
