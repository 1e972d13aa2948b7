package dev.outrigger.child;

import java.io.Serial;

/** Bytes that mean nothing, or are more than may be. Its message names the rule, never the bytes. */
final class WrongBytes extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    WrongBytes(String message) {
        super(message, null, false, false);
    }
}
