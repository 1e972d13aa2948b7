package dev.outrigger.engine;

/**
 * The few lengths that rows of tokens are padded to. oneDNN compiles a multiplication for each number of rows that it
 * meets, which costs a short text half as much as the text itself; of a few lengths it keeps them all.
 *
 * <p>The longer ones are for texts that are looked at whole. A token more costs a fiftieth of a text of 19, the usual one, so short lengths lie near each other.
 */
final class PaddedLength {
    private static final int[] ALL = {
        8, 12, 16, 20, 24, 28, 32, 40, 48, 64, 80, TokenWindow.TOKENS, 112, 128, 160, 192, 224, MiniLmEmbedder.TOKENS
    };

    private PaddedLength() {}

    /** How many there are up to {@link MiniLmEmbedder#TOKENS}. */
    static int count() {
        return ALL.length;
    }

    /** The shortest that holds so many tokens; a length over {@link MiniLmEmbedder#TOKENS} is itself. */
    static int of(int tokens) {
        for (int length : ALL) if (length >= tokens) return length;
        return tokens;
    }
}
