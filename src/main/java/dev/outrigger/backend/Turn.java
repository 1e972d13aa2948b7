package dev.outrigger.backend;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import java.util.Map;

/**
 * A request's turn on its HTTP/1.1 connection. The next one's may begin before this one's answer was read: Vert.x lends a
 * connection on when it has parsed the end of an answer, read or not. Until then nobody else is on it. Confined to the
 * connection's event loop.
 */
final class Turn {
    private final HttpClientRequest request;
    private final int number;
    private final Map<HttpConnection, Integer> turns;

    private Turn(HttpClientRequest request, int number, Map<HttpConnection, Integer> turns) {
        this.request = request;
        this.number = number;
        this.turns = turns;
    }

    /**
     * To be called as soon as the request has its connection.
     *
     * @param turns how many each connection has had; this one is counted
     */
    static Turn begin(HttpClientRequest request, Map<HttpConnection, Integer> turns) {
        return new Turn(request, turns.merge(request.connection(), 1, Integer::sum), turns);
    }

    /** Whether the connection has carried a request before this one, and so may have gone stale since. */
    boolean isOnUsedConnection() {
        return number > 1;
    }

    /** Resets a request that was begun, and ends the connection at once, unless that is another's by now. */
    void reset() {
        if (!isLast()) return;
        request.reset();
        // A reset waits for what was written, which this upstream may never read.
        Sever.now(request.connection());
    }

    /**
     * Ends the connection at once, unless it is another's by now. Where a request was not begun this is the way: a reset
     * gives the connection to the next, under whom it would be closed.
     */
    void sever() {
        if (isLast()) Sever.now(request.connection());
    }

    private boolean isLast() {
        return turns.getOrDefault(request.connection(), number) == number;
    }
}
