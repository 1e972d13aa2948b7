package dev.outrigger.engine.grammar.automaton;

import java.nio.charset.StandardCharsets;

/** How characters are spelled in bytes. */
enum Spelling {
    /** As they are, in UTF-8. */
    PLAIN,
    /** As in a JSON string: plainly where that may be, else by the one escape that {@link JsonText} chooses. */
    JSON;

    /** A new state that characters are spelled from: between two of them in a JSON string. */
    int before(Nfa nfa) {
        return this == JSON ? nfa.border() : nfa.state();
    }

    /** Leads from one state to the other with each character of the set. */
    void edges(Nfa nfa, int from, CharSet set, int to) {
        Utf8 plain = new Utf8(nfa, from, to);
        for (CharSet.Range range : set.ranges()) {
            if (this == PLAIN) plain.edges(range);
            else json(nfa, from, range, to, plain);
        }
    }

    private static void json(Nfa nfa, int from, CharSet.Range range, int to, Utf8 plain) {
        int first = range.first();
        for (int c = first; c <= Math.min(range.last(), '\\'); c++) {
            String escaped = JsonText.escape(c);
            if (escaped.isEmpty()) continue;
            if (first < c) plain.edges(new CharSet.Range(first, c - 1));
            nfa.free(nfa.bytes(from, escaped.getBytes(StandardCharsets.US_ASCII)), to);
            first = c + 1;
        }
        if (first <= range.last()) plain.edges(new CharSet.Range(first, range.last()));
    }
}
