package dev.outrigger.backend;

import io.vertx.core.MultiMap;
import java.util.OptionalInt;

/**
 * An answer whose first content has been read.
 *
 * @param status of upstream; absent when the answer is made in this process
 * @param headers of upstream that the app shall see
 * @param stream whether it comes piece by piece
 * @param frames the answer; subscribe on the call's context
 */
public record Answer(OptionalInt status, MultiMap headers, boolean stream, FrameQueue frames) {
    /** Whether its frames hold upstream's own bytes. */
    public boolean isVerbatim() {
        return status.isPresent();
    }
}
