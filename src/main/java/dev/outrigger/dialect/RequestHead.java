package dev.outrigger.dialect;

import java.util.Optional;
import java.util.function.Function;

/** A request before its body: method, path without query, and a look at its headers (any case). */
public record RequestHead(String method, String path, Function<String, Optional<String>> headers) {
    /** The header's first value. */
    public Optional<String> header(String name) {
        return headers.apply(name);
    }
}
