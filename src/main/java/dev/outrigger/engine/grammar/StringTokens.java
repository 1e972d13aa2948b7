package dev.outrigger.engine.grammar;

import dev.outrigger.engine.grammar.automaton.Dfa;
import dev.outrigger.engine.grammar.automaton.IntList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tokens in the midst of a string: nearly all of a vocabulary stay in it, whatever is around it. So it is kept which they
 * are, for the last {@link Bounds#STRING_STATES} states of strings, and only those that leave the string are tried each
 * time.
 */
final class StringTokens {
    private final byte[][] bytes;
    private final int[] order;
    private final char[] shared;
    private final int longest;
    private final Map<At, Kept> kept = new LinkedHashMap<>(Bounds.STRING_STATES, 0.75f, true);

    /** A state of a string's automaton. */
    record At(Dfa dfa, int state) {}

    /** Tokens that stay in the string, and those whose first bytes end it. */
    private record Kept(BitSet staying, BitSet leaving) {}

    /**
     * @param order of the tokens by their bytes
     * @param shared how many of the first bytes of each in that order are those of the one before
     */
    StringTokens(byte[][] bytes, int[] order, char[] shared, int longest) {
        this.bytes = bytes;
        this.order = order;
        this.shared = shared;
        this.longest = longest;
    }

    /** Every token that may follow in the state of a text, which is at this place of a string. */
    int[] allowed(GrammarState text, At at) {
        Kept of = kept(at);
        IntList allowed = new IntList();
        for (int token = of.staying().nextSetBit(0);
                token >= 0;
                token = of.staying().nextSetBit(token + 1)) allowed.add(token);
        for (int token = of.leaving().nextSetBit(0);
                token >= 0;
                token = of.leaving().nextSetBit(token + 1)) if (text.accepts(bytes[token])) allowed.add(token);
        return allowed.toArray();
    }

    private synchronized Kept kept(At at) {
        Kept known = kept.get(at);
        if (known != null) return known;
        Kept found = find(at);
        kept.put(at, found);
        if (kept.size() > Bounds.STRING_STATES)
            kept.remove(kept.keySet().iterator().next());
        return found;
    }

    private Kept find(At at) {
        BitSet staying = new BitSet(bytes.length);
        BitSet leaving = new BitSet(bytes.length);
        int[] after = new int[longest + 1];
        after[0] = at.state();
        int reached = 0;
        for (int i = 0; i < order.length; i++) {
            byte[] token = bytes[order[i]];
            if (shared[i] > reached) {
                // Where the beginning in common ended the string, this one does too.
                if (at.dfa().isEnd(after[reached])) leaving.set(order[i]);
                continue;
            }
            reached = shared[i];
            while (reached < token.length && !at.dfa().isEnd(after[reached])) {
                int next = at.dfa().next(after[reached], token[reached] & 0xff);
                if (next < 0) break;
                after[++reached] = next;
            }
            if (at.dfa().isEnd(after[reached])) leaving.set(order[i]);
            else if (reached == token.length) staying.set(order[i]);
        }
        return new Kept(staying, leaving);
    }

    synchronized int size() {
        return kept.size();
    }
}
