package dev.outrigger.engine.grammar.automaton;

import java.util.Collection;

/**
 * Makes automata of patterns and texts. Those of a JSON string's content begin after its opening quote and end with its
 * closing one.
 */
public final class Pattern {
    private Pattern() {}

    /**
     * Contents of strings in which the pattern is found, as JSON Schema means it.
     *
     * @throws NotRegular when the pattern is not kept, or is too large
     */
    public static Dfa found(String pattern) {
        return content(Anchors.whole(PatternParser.parse(pattern)));
    }

    /** Contents of strings that the pattern is the whole of. */
    public static Dfa whole(String pattern) {
        return content(PatternParser.parse(pattern));
    }

    /** Contents of strings of so many characters; of any number when the most is {@link Integer#MAX_VALUE}. */
    public static Dfa length(int least, int most) {
        return content(new Node.Repeat(new Node.One(CharSet.ALL), least, most));
    }

    /** Contents of strings that are one of these texts. */
    public static Dfa texts(Collection<String> texts) {
        return words(texts.stream().map(JsonText::closed).toList());
    }

    /** These bytes. */
    public static Dfa words(Collection<byte[]> words) {
        Nfa nfa = new Nfa();
        int start = nfa.state();
        int end = nfa.state();
        for (byte[] word : words) nfa.free(nfa.bytes(start, word), end);
        return Subsets.determinise(nfa, start, end, Dfa.MAX_STATES);
    }

    /** Bytes that the pattern is the whole of; characters are in UTF-8, and none is escaped. */
    public static Dfa plain(String pattern) {
        Nfa nfa = new Nfa();
        int start = nfa.state();
        int end = new Thompson(nfa, Spelling.PLAIN).add(PatternParser.parse(pattern), start);
        return Subsets.determinise(nfa, start, end, Dfa.MAX_STATES);
    }

    /** Contents of any strings, each character written in any way that JSON has: plainly or with any escape. */
    public static Dfa anyString() {
        Nfa nfa = new Nfa();
        int border = nfa.border();
        Node character = PatternParser.parse("[^\"\\\\\\x00-\\x1f]|\\\\([\"\\\\/bfnrt]|u([0-9A-CEFa-cef][0-9A-Fa-f]{3}"
                + "|[Dd][0-7][0-9A-Fa-f]{2}|[Dd][89ABab][0-9A-Fa-f]{2}\\\\u[Dd][C-Fc-f][0-9A-Fa-f]{2}))");
        int inside = nfa.state();
        nfa.free(border, inside);
        nfa.free(new Thompson(nfa, Spelling.PLAIN).add(character, inside), border);
        int end = nfa.state();
        nfa.edge(border, '"', '"', end);
        return Subsets.determinise(nfa, border, end, Dfa.MAX_STATES);
    }

    private static Dfa content(Node node) {
        Nfa nfa = new Nfa();
        int start = nfa.state();
        int last = nfa.border();
        nfa.free(new Thompson(nfa, Spelling.JSON).add(node, start), last);
        int end = nfa.state();
        nfa.edge(last, '"', '"', end);
        return Subsets.determinise(nfa, start, end, Dfa.MAX_STATES);
    }
}
