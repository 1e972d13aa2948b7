package dev.outrigger.chat;

import java.io.Serial;

/** Carries a {@link Failure} where an interface has room for a throwable only. It has no stack: causes are values. */
public class FailureException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    /** One that says no more than this. */
    public FailureException(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    /** What happened. */
    public final Failure failure() {
        return failure;
    }

    /** The failure that a throwable carries, or {@link Failure.Internal} with its class's name. */
    public static Failure of(Throwable thrown) {
        return thrown instanceof FailureException carried
                ? carried.failure
                : new Failure.Internal(thrown.getClass().getSimpleName());
    }
}
