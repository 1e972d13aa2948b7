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
        for (CharSet.Range range : set.ranges()) {
            if (this == PLAIN) Utf8.edges(nfa, from, range, to);
            else json(nfa, from, range, to);
        }
    }

    private static void json(Nfa nfa, int from, CharSet.Range range, int to) {
        int first = range.first();
        for (int c = first; c <= Math.min(range.last(), '\\'); c++) {
            String escaped = JsonText.escape(c);
            if (escaped.isEmpty()) continue;
            if (first < c) Utf8.edges(nfa, from, new CharSet.Range(first, c - 1), to);
            nfa.free(nfa.bytes(from, escaped.getBytes(StandardCharsets.US_ASCII)), to);
            first = c + 1;
        }
        if (first <= range.last()) Utf8.edges(nfa, from, new CharSet.Range(first, range.last()), to);
    }
}
