package dev.outrigger.engine;

/**
 * The sizes of a decoder.
 *
 * @param width of a token's vector between layers
 * @param feedForward width inside a layer's feed-forward
 * @param heads of queries
 * @param kvHeads of keys and values; each serves heads / kvHeads query heads
 * @param headWidth numbers in one head; heads × headWidth need not be width
 * @param trainedTokens the longest sequence: what the model was trained on, or its sliding window
 * @param ropeBase base of the rotary positions' frequencies
 * @param epsilon added to the mean square in RMS norms
 */
record DecoderShape(
        Architecture architecture,
        int layers,
        int width,
        int feedForward,
        int heads,
        int kvHeads,
        int headWidth,
        int vocabulary,
        int trainedTokens,
        float ropeBase,
        float epsilon) {
    DecoderShape {
        if (layers < 1 || width < 1 || feedForward < 1 || vocabulary < 1 || trainedTokens < 1) {
            throw new IllegalArgumentException("no decoder has " + layers + " layers of width " + width + " and "
                    + feedForward + ", " + vocabulary + " tokens and a window of " + trainedTokens);
        }
        if (heads < 1 || kvHeads < 1 || heads % kvHeads != 0) {
            throw new IllegalArgumentException("no decoder has " + heads + " heads over " + kvHeads);
        }
        if (headWidth < 2 || headWidth % 2 != 0) {
            throw new IllegalArgumentException("a head's width must be even, was " + headWidth);
        }
        if (width % FourBits.GROUP != 0) {
            throw new IllegalArgumentException(
                    "a decoder's width must be a multiple of " + FourBits.GROUP + ", was " + width);
        }
        if (!(ropeBase > 0) || !(epsilon >= 0)) {
            throw new IllegalArgumentException(
                    "no decoder has a rotary base of " + ropeBase + " and an epsilon of " + epsilon);
        }
    }

    /** Rows of the query matrix. */
    long queryWidth() {
        return (long) heads * headWidth;
    }

    /** Rows of the key matrix, and of the value matrix. */
    long keyWidth() {
        return (long) kvHeads * headWidth;
    }

    /** Keys and values of one token in all layers, bfloat16. */
    long cacheBytes() {
        return 2L * Short.BYTES * layers * keyWidth();
    }

    /** What turns queries and keys, for sequences of so many tokens: two tables, bfloat16. */
    long ropeBytes(int tokens) {
        return 2L * Short.BYTES * tokens * (queryWidth() + 2 * keyWidth());
    }
}
