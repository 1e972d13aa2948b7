package dev.outrigger.engine;

import java.util.List;

/**
 * A model that reads tokens and says what may follow. It holds what it has read of several sequences, each in its slot.
 * One thread at a time calls it.
 */
interface Decoder {
    /** Sequences at once. */
    int slots();

    /** Tokens of the longest sequence. */
    int slotTokens();

    /**
     * Adds each span's tokens to its slot and says what may follow the last of them. A slot's tokens must come without a
     * gap; a span at an earlier position goes on from there, one at position 0 begins a new sequence. Several spans of a slot
     * follow each other.
     *
     * @return one for each span, in order
     */
    List<Candidates> step(List<Span> spans);

    /** Makes a slot hold the first so many tokens of another's sequence, as if it had read them. */
    void copy(int from, int to, int tokens);
}
