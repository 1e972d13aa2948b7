package dev.outrigger.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A decoder whose candidates follow from all tokens of the sequence, so that one that is missing, doubled or another shows
 * in all that comes after it. Its tokens are those of {@link Alphabet}: letters, and the bytes of an emoji; the end is the
 * least likely.
 */
final class Remembering implements Decoder {
    private static final int FIRST = Alphabet.A;
    private static final int LAST = 32;

    private final int[][] sequences;
    private final int[] lengths;

    Remembering(int slots) {
        sequences = new int[slots][1024];
        lengths = new int[slots];
    }

    @Override
    public int slots() {
        return sequences.length;
    }

    @Override
    public int slotTokens() {
        return 1024;
    }

    @Override
    public void copy(int from, int to, int tokens) {
        System.arraycopy(sequences[from], 0, sequences[to], 0, tokens);
        lengths[to] = tokens;
    }

    @Override
    public List<Candidates> step(List<Span> spans) {
        return spans.stream().map(this::follow).toList();
    }

    private Candidates follow(Span span) {
        int slot = span.slot();
        if (span.first() > lengths[slot]) throw new AssertionError("a gap before " + span);
        System.arraycopy(span.tokens(), 0, sequences[slot], span.first(), span.tokens().length);
        lengths[slot] = span.first() + span.tokens().length;
        Random told = new Random(Arrays.hashCode(Arrays.copyOf(sequences[slot], lengths[slot])));
        int[] tokens = told.ints(8, FIRST, LAST + 1).toArray();
        tokens[tokens.length - 1] = Alphabet.END;
        float[] logits = new float[tokens.length];
        for (int i = 0; i < logits.length; i++) logits[i] = -0.3f * i;
        return new Candidates(tokens, logits);
    }
}
