package dev.outrigger.engine;

/**
 * Bounds of a generator.
 *
 * @param slots answers generated at once, 1 to 64
 * @param contextTokens of the longest chat, its answer included, 64 to 8,192; each slot keeps room for as many
 * @param queued answers that may wait for a slot, 0 to 4,096
 * @param answerTokens of an answer whose request names no bound, at least 1; the window bounds it besides
 */
public record GeneratorSettings(int slots, int contextTokens, int queued, int answerTokens) {
    /** What holds when nothing is said: a hundred megabytes of keys and values when all slots are full. */
    public static final GeneratorSettings DEFAULT = new GeneratorSettings(4, 1024, 32, 512);

    public GeneratorSettings {
        check("slots", slots, 1, 64);
        check("contextTokens", contextTokens, 64, 8192);
        check("queued", queued, 0, 4096);
        check("answerTokens", answerTokens, 1, Integer.MAX_VALUE);
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + "–" + most + ", was " + value);
        }
    }
}
