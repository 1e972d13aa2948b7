package dev.outrigger.engine.grammar;

/**
 * What may follow in one answer of a grammar. Belongs to the thread that makes the answer.
 *
 * <p>A token that is allowed leads to a text that can be finished, so there is always one that is allowed, or the answer
 * may end, if each byte is a token of the vocabulary.
 */
public final class Constraint {
    private final TokenTrie tokens;
    private GrammarState state;

    /**
     * @param tokens of the model's vocabulary
     */
    public Constraint(Grammar grammar, TokenTrie tokens) {
        this.tokens = tokens;
        this.state = grammar.start();
    }

    /** Whether the token may come next; never true of a mark, so {@link #mayEnd} says whether the end may. */
    public boolean allows(int token) {
        return tokens.allows(state, token);
    }

    /** Every token that may come next; empty when the answer must end. */
    public int[] allowed() {
        return state.mustEnd() ? new int[0] : tokens.allowed(state);
    }

    /**
     * The token comes next.
     *
     * @throws IllegalArgumentException when it is not allowed
     */
    public void take(int token) {
        byte[] bytes = tokens.bytes(token);
        state = state.advance(bytes)
                .filter(next -> bytes.length > 0)
                .orElseThrow(() -> new IllegalArgumentException("token " + token + " may not come next"));
    }

    /** Whether the answer may end here: it is a whole value. */
    public boolean mayEnd() {
        return state.isComplete();
    }

    /** Whether it must: nothing is allowed any more. */
    public boolean mustEnd() {
        return state.mustEnd();
    }
}
