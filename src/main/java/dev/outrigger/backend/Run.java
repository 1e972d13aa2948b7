package dev.outrigger.backend;

import io.vertx.core.Future;
import java.util.SortedSet;

/** An attempt that is under way. */
public interface Run {
    /**
     * Completes on the call's context: when the first content of a stream was read, or the whole of an answer that is
     * not streamed. Fails with a {@link dev.outrigger.chat.FailureException}.
     */
    Future<Answer> answer();

    /** Whether all of the request has gone to upstream, or to the engine: from then on it may be paid for. */
    boolean isSent();

    /** Names, in the words of the app's dialect, of what its model is not told; none before there is a request. */
    SortedSet<String> dropped();

    /** Ends it at once: upstream is reset, local generation stops. Harmless when it has ended. */
    void cancel();
}
