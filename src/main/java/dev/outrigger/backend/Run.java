package dev.outrigger.backend;

import io.vertx.core.Future;

/** An attempt that is under way. */
public interface Run {
    /**
     * Completes on the call's context: when the first content of a stream was read, or the whole of an answer that is
     * not streamed. Fails with a {@link dev.outrigger.chat.FailureException}.
     */
    Future<Answer> answer();

    /** Ends it at once: upstream is reset, local generation stops. Harmless when it has ended. */
    void cancel();
}
