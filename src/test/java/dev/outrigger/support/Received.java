package dev.outrigger.support;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A request as the upstream got it.
 *
 * @param connection which connection it came on, counted from 1
 * @param headers by lower-case name
 * @param left completes with the value of {@link System#nanoTime} when the client closed or reset the connection
 */
public record Received(
        int connection,
        String method,
        String path,
        Map<String, String> headers,
        String body,
        CompletableFuture<Long> left) {
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
