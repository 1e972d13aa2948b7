package dev.outrigger.proxy;

import dev.outrigger.exchange.Origin;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Where requests come from, in few words: never their path, which may hold ids and has no bound. */
final class Origins {
    /** The route of what was refused before anybody looked at its path. */
    static final String REFUSED = "/*";

    /** The route of what is no HTTP. */
    static final String INVALID = "none";

    /** The dialect of what is nobody's. */
    static final String NO_DIALECT = "none";

    private Origins() {}

    static Origin of(HttpServerRequest request, String dialect, String route) {
        return new Origin(
                dialect,
                request.method().name(),
                route,
                Optional.empty(),
                false,
                Optional.ofNullable(request.getHeader("traceparent")),
                0,
                Occasions.asker(request.headers()));
    }
}
