package dev.outrigger.engine;

/**
 * The likeliest next tokens of a sequence, best first, with their exact logits. Both arrays are as long as the program's
 * shortlist and are handed over, not copied.
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one draw and is never compared
record Candidates(int[] tokens, float[] logits) {
    Candidates {
        if (tokens.length == 0 || tokens.length != logits.length) {
            throw new IllegalArgumentException(tokens.length + " tokens with " + logits.length + " logits");
        }
    }

    int size() {
        return tokens.length;
    }
}
