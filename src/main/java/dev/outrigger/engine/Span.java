package dev.outrigger.engine;

/**
 * Tokens that one sequence adds in one step.
 *
 * @param slot whose keys and values the sequence owns
 * @param first position of the first of them, counted from 0
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one step and is never compared
record Span(int slot, int first, int[] tokens) {
    Span {
        if (tokens.length == 0) throw new IllegalArgumentException("a span needs a token");
    }

    /** Numbers alone: the tokens are private. */
    @Override
    public String toString() {
        return "slot " + slot + ", " + tokens.length + " tokens from " + first;
    }
}
