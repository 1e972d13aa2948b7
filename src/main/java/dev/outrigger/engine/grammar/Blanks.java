package dev.outrigger.engine.grammar;

/**
 * Blanks between two tokens of JSON: none or one. With line ends and indentation allowed, SmolLM2 wrote thirty of them
 * before each token.
 */
final class Blanks {
    /** Before any blank. */
    static final int NONE = 0;

    private Blanks() {}

    /** The run of blanks after this byte; negative when it is none that may follow. */
    static int next(int run, int b) {
        return run == NONE && b == ' ' ? 1 : -1;
    }
}
