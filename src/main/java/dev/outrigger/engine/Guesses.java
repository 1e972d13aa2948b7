package dev.outrigger.engine;

import java.util.Arrays;

/**
 * Guesses how an answer goes on: as it did where its last tokens stood before, in its prompt or in itself. The model reads
 * guesses beside the token before them and says what it would have said without them: right ones cost it a step less each,
 * and wrong ones change nothing.
 *
 * <p>So many are made as came true together the last time, and one more.
 *
 * <p>Source: <a href="https://arxiv.org/abs/2304.04487">Inference with Reference</a> (copies from the context as drafts).
 */
final class Guesses {
    /** Tokens that must stand there likewise. */
    static final int ALIKE = 3;

    private int trusted = 1;

    /**
     * At most so many.
     *
     * @param tokens the first {@code known} of them are prompt and answer by now
     */
    int[] of(int[] tokens, int known, int most) {
        int count = Math.min(most, trusted);
        if (count <= 0 || known <= ALIKE) return new int[0];
        for (int end = known - 1; end >= ALIKE; end--) {
            if (Arrays.equals(tokens, end - ALIKE, end, tokens, known - ALIKE, known))
                return Arrays.copyOfRange(tokens, end, Math.min(end + count, known));
        }
        return new int[0];
    }

    /** Of so many that were made, so many came true. */
    void learn(int made, int right) {
        if (made > 0) trusted = right + 1;
    }
}
