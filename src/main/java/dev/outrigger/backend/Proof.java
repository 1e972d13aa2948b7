package dev.outrigger.backend;

import dev.outrigger.chat.Splice;
import io.vertx.core.Future;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Shows upstream whose a call is. Taken once a call, so that a key which is rotated meanwhile is not judged as another's;
 * asked each time the call is sent, also when it is sent again.
 */
@FunctionalInterface
public interface Proof {
    /**
     * The headers to set. Completed already where nothing has to be waited for, which then costs no turn of the event
     * loop; else it completes on the calling one. Fails with a {@link dev.outrigger.chat.FailureException}.
     *
     * @param head complete but for these headers and the length of the body
     * @param body absent when it is not read here
     */
    Future<Map<String, String>> headers(RequestOptions head, Optional<Splice> body);

    /** What it has shown that is for upstream alone; none before it was asked for headers. */
    default List<String> secrets() {
        return List.of();
    }

    /**
     * Upstream answered with an error.
     *
     * @return what this explains of it, in words for an operator
     */
    default Optional<String> refused(int status, Function<String, Optional<String>> header) {
        return Optional.empty();
    }

    /** The head with these headers in it; the same object. */
    static Future<RequestOptions> shown(Optional<Proof> proof, RequestOptions head, Optional<Splice> body) {
        if (proof.isEmpty()) return Future.succeededFuture(head);
        return proof.get().headers(head, body).map(headers -> {
            headers.forEach((name, value) -> head.putHeader(name, value));
            return head;
        });
    }
}
