package dev.outrigger.engine.grammar;

/** Blanks between two tokens of JSON: none, one, or a line end and up to {@link Bounds#INDENT} blanks or tabs. */
final class Blanks {
    /** Before any blank. */
    static final int NONE = 0;

    private static final int OVER = Bounds.INDENT + 1;

    private Blanks() {}

    /** The run of blanks after this byte; negative when it is none that may follow. */
    static int next(int run, int b) {
        if (run == NONE && b == ' ') return OVER;
        if (run == NONE && b == '\n') return 1;
        boolean isIndented = run > NONE && run < OVER && (b == ' ' || b == '\t');
        return isIndented ? run + 1 : -1;
    }
}
