package dev.outrigger.console;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Set;

/** What a web page may send without asking whether it may, and so must change nothing. */
final class Unasked {
    private Unasked() {}

    /** A page may send anywhere; what it says for its origin must be this very port, as it was called. */
    static boolean isForeign(HttpServerRequest request) {
        if (request.method().name().equals("GET")) return false;
        String own = "http://" + request.authority();
        return request.headers().getAll("origin").stream()
                .anyMatch(origin -> !origin.strip().equalsIgnoreCase(own));
    }

    /** Of types like these a page of another origin can send none unasked. */
    static boolean isTyped(HttpServerRequest request, Set<String> types) {
        String said = String.valueOf(request.getHeader("content-type"));
        return types.contains(said.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }
}
