package dev.outrigger.engine;

/** Ends the loop of a model that is lost. */
final class LostException extends RuntimeException {
    @java.io.Serial
    private static final long serialVersionUID = 1;

    private final String why;

    LostException(String why, Throwable cause) {
        super(why, cause);
        this.why = why;
    }

    String why() {
        return why;
    }
}
