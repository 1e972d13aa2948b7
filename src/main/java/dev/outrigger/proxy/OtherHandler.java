package dev.outrigger.proxy;

import dev.outrigger.backend.Relay;
import dev.outrigger.dialect.Dialect;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** An exchange that is not a chat: handed on to the owner of its dialect. */
final class OtherHandler {
    private OtherHandler() {}

    static void handle(Edge edge, HttpServerRequest request, Dialect dialect, String path) {
        if (SocketHandler.isWanted(request)) {
            SocketHandler.handle(edge, request, dialect, path);
            return;
        }
        // Nothing of the body may be lost before its reader is there.
        request.pause();
        OpenExchange exchange = OpenExchange.begin(edge, request, dialect, "/" + dialect.name() + "/*");
        PassThrough on = new PassThrough(exchange, request, dialect, path);
        boolean isBare = hasNone(request);
        exchange.answer(() -> exchange.admit()
                .compose(in -> exchange.look(isBare ? Gate::bare : Gate::unread))
                .compose(seen -> on.forward(body(request, on), Optional.empty())));
    }

    private static boolean hasNone(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        return request.getHeader("transfer-encoding") == null && (length == null || length.equals("0"));
    }

    private static Relay.Body body(HttpServerRequest request, PassThrough on) {
        Optional<String> length = Optional.ofNullable(request.getHeader("content-length"));
        boolean none = length.isEmpty() && (request.getHeader("transfer-encoding") == null || request.isEnded());
        if (!none) {
            StrictHttp.whenBroken(request, () -> on.stop(BodyReader.BROKEN));
            BodyReader.goOn(request);
            return new Relay.Body.Streamed(request, length);
        }
        // A paused request never ends, and one that has not ended costs its app the connection.
        request.resume();
        return new Relay.Body.None();
    }
}
