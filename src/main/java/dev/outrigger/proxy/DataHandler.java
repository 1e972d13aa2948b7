package dev.outrigger.proxy;

import dev.outrigger.backend.HeaderRules;
import dev.outrigger.dialect.Dialects;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.RequestHead;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The data port's first look at a request: who may speak to it, and what the path asks for. */
final class DataHandler implements Handler<HttpServerRequest> {
    /** Names under which a pod reaches itself; any other is a browser that was lied to about an address. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "host.docker.internal");

    private final Edge edge;
    private final PassThrough passThrough;

    DataHandler(Edge edge) {
        this.edge = edge;
        this.passThrough = new PassThrough(edge.nanos());
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!isLoopback(request)) {
            refuse(request, 403, "the data port answers to localhost alone");
        } else if (edge.instance().equals(request.getHeader(HeaderRules.HOP))) {
            refuse(request, 508, "a backend's url leads back to this process");
        } else {
            RequestHead head = new RequestHead(
                    request.method().name(), request.path(), name -> Optional.ofNullable(request.getHeader(name)));
            edge.live()
                    .peek()
                    .dialects()
                    .claim(head)
                    .ifPresentOrElse(
                            claim -> serve(request, claim),
                            () -> refuse(request, 404, "no dialect that is spoken here has this path"));
        }
    }

    private void serve(HttpServerRequest request, Dialects.Claim claim) {
        switch (claim.endpoint()) {
            case Endpoint.Chat chat -> ChatHandler.handle(edge, passThrough, request, claim.dialect());
            case Endpoint.Models models -> ModelsHandler.handle(edge, request, claim.dialect());
            case Endpoint.Other other -> OtherHandler.handle(edge, passThrough, request, claim.dialect(), other.path());
        }
    }

    private static boolean isLoopback(HttpServerRequest request) {
        var authority = request.authority();
        return authority != null && LOOPBACK.contains(authority.host().toLowerCase(Locale.ROOT));
    }

    private static void refuse(HttpServerRequest request, int status, String message) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end("{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\"}}");
    }
}
