package dev.outrigger.engine;

import java.util.OptionalInt;

/**
 * Tokens that one sequence adds in one step.
 *
 * @param slot whose keys and values the sequence owns
 * @param first position of the first of them, counted from 0
 * @param adapter the place of the adapter that they are computed with; absent for the model as it is
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one step and is never compared
record Span(int slot, int first, int[] tokens, OptionalInt adapter) {
    Span {
        if (tokens.length == 0) throw new IllegalArgumentException("a span needs a token");
    }

    /** One of the model as it is. */
    Span(int slot, int first, int[] tokens) {
        this(slot, first, tokens, OptionalInt.empty());
    }

    /** The same, computed with the adapter in this place. */
    Span over(OptionalInt place) {
        return new Span(slot, first, tokens, place);
    }

    /** Numbers alone: the tokens are private. */
    @Override
    public String toString() {
        String plain = "slot " + slot + ", " + tokens.length + " tokens from " + first;
        return adapter.isPresent() ? plain + ", adapter " + adapter.getAsInt() : plain;
    }
}
