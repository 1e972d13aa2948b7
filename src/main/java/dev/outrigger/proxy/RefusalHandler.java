package dev.outrigger.proxy;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Dialects;
import dev.outrigger.exchange.Origin;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Refuses a request before anything is done for it, in words its app can read, and accounts for it like any other. */
final class RefusalHandler {
    private RefusalHandler() {}

    /** Refuses one; without a dialect whose path it is, that of nobody is spoken. */
    static void handle(Edge edge, HttpServerRequest request, Optional<Dialect> claimed, Failure failure) {
        String dialect = claimed.map(Dialect::name).orElse(Origins.NO_DIALECT);
        refuse(edge, request, claimed, Origins.of(request, dialect, Origins.REFUSED), failure);
    }

    /**
     * Refuses what is no HTTP, or more of it than is read, in the words of its path if that much could be read; Vert.x
     * closes the connection after.
     */
    static void invalid(Edge edge, HttpServerRequest request) {
        Origin origin =
                new Origin(Origins.NO_DIALECT, "", Origins.INVALID, Optional.empty(), false, Optional.empty(), 0);
        refuse(
                edge,
                request,
                DataHandler.claim(edge, request).map(Dialects.Claim::dialect),
                origin,
                wrong(request.decoderResult().cause()));
    }

    private static void refuse(
            Edge edge, HttpServerRequest request, Optional<Dialect> claimed, Origin origin, Failure failure) {
        Dialects spoken = edge.live().peek().dialects();
        OpenExchange.begin(edge, request, claimed.orElseGet(spoken::ofNobody), origin)
                .answer(() -> Future.failedFuture(new FailureException(failure)));
    }

    private static Failure wrong(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line ->
                rejected(414, "the request line is longer than " + Listener.MAX_LINE_BYTES + " bytes");
            case TooLongHttpHeaderException head ->
                rejected(431, "the head is longer than " + Listener.MAX_HEAD_BYTES + " bytes");
            case StrictHttp.Unspoken other -> rejected(400, other.why());
            case StrictHttp.UnspokenVersion other -> rejected(400, "HTTP/1.1 and HTTP/1.0 are spoken here");
            // What Netty says of it may quote the request.
            default -> rejected(400, "the request is not HTTP");
        };
    }

    private static Failure rejected(int status, String message) {
        return new Failure.Rejected(status, message, Optional.empty());
    }
}
