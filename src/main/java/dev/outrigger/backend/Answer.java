package dev.outrigger.backend;

import io.vertx.core.MultiMap;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedSet;

/**
 * An answer whose first content has been read.
 *
 * @param status of upstream; absent when the answer is made in this process
 * @param headers of upstream that the app shall see
 * @param stream whether it comes piece by piece
 * @param frames the answer; subscribe on the call's context
 * @param dropped names, in the app's words, of what the model was not told of the request
 */
public record Answer(
        OptionalInt status, MultiMap headers, boolean stream, FrameQueue frames, SortedSet<String> dropped) {
    /** One whose model was told everything. */
    public Answer(OptionalInt status, MultiMap headers, boolean stream, FrameQueue frames) {
        this(status, headers, stream, frames, Collections.emptySortedSet());
    }

    /** Whether its frames hold upstream's own bytes. */
    public boolean isVerbatim() {
        return status.isPresent();
    }
}
