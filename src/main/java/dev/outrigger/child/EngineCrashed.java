package dev.outrigger.child;

import java.io.IOException;
import java.io.Serial;

/** The engine's process ended while it loaded a model: the load may have killed it, and may again. */
public final class EngineCrashed extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    EngineCrashed(String message, Throwable cause) {
        super(message, cause);
    }
}
