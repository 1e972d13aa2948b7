package dev.outrigger.backend;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Ends an HTTP/1 connection at once. Vert.x' own close sends first what was written, which the other side may never read:
 * then it waits for ever, and whoever is behind the connection with it.
 */
public final class Sever {
    private Sever() {}

    /**
     * Drops what was not sent and closes; harmless when it is closed. On the connection's event loop.
     */
    // Nobody waits for it: whoever holds the connection is told by its end.
    @SuppressWarnings("FutureReturnValueIgnored")
    public static void now(HttpConnection connection) {
        if (connection instanceof ConnectionBase base)
            base.channelHandlerContext().close();
    }
}
