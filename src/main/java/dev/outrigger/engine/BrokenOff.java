package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import java.io.Serial;

/** A generation that failed after it had begun, with what it had made by then. */
public final class BrokenOff extends FailureException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Draft draft;

    public BrokenOff(Failure failure, Draft draft) {
        super(failure);
        this.draft = draft;
    }

    /** What another generation may go on with. */
    public Draft draft() {
        return draft;
    }
}
