package dev.outrigger.dialect;

import java.util.Optional;
import java.util.function.Function;

/**
 * A request before its body.
 *
 * @param path without query
 * @param query without the question mark; empty when there is none
 * @param headers a look at them (any case)
 */
public record RequestHead(String method, String path, String query, Function<String, Optional<String>> headers) {
    /** The same at another path. */
    RequestHead at(String other) {
        return new RequestHead(method, other, query, headers);
    }

    /** Whether it asks to be told something, or for the head of that alone. */
    public boolean isQuestion() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** The header's first value. */
    public Optional<String> header(String name) {
        return headers.apply(name);
    }
}
