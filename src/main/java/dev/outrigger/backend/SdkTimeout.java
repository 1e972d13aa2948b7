package dev.outrigger.backend;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long the app's SDK waits, as SDKs say in headers of their requests, in seconds; a little less, so that our answer is
 * there before it gives up. What is no such number says nothing. Sources: the clients of OpenAI and Anthropic, in Python
 * {@code x-stainless-read-timeout}, of each read, in other languages {@code x-stainless-timeout}, until the head; those of
 * Google {@code x-server-timeout}, until the head at least.
 */
final class SdkTimeout {
    private static final String READ = "x-stainless-read-timeout";
    private static final List<String> HEAD = List.of("x-stainless-timeout", "x-server-timeout");

    /** Who waits longer than a day does not say so. */
    private static final double MOST_SECONDS = 86_400;

    private static final double SHARE = 0.95;

    private SdkTimeout() {}

    /** For the first byte of an answer; absent where nothing is said. */
    static Optional<Duration> ofFirstByte(MultiMap headers) {
        Optional<Duration> least = said(headers, READ);
        for (String name : HEAD) {
            Optional<Duration> said = said(headers, name);
            boolean isLess = said.isPresent() && (least.isEmpty() || said.get().compareTo(least.get()) < 0);
            if (isLess) least = said;
        }
        return least;
    }

    /** From one byte to the next; absent where nothing is said. */
    static Optional<Duration> ofSilence(MultiMap headers) {
        return said(headers, READ);
    }

    private static Optional<Duration> said(MultiMap headers, String name) {
        String value = headers.get(name);
        if (value == null) return Optional.empty();
        try {
            double seconds = Double.parseDouble(value.strip());
            return seconds > 0 && seconds <= MOST_SECONDS
                    ? Optional.of(Duration.ofMillis((long) (seconds * 1_000 * SHARE)))
                    : Optional.empty();
        } catch (NumberFormatException other) {
            return Optional.empty();
        }
    }
}
