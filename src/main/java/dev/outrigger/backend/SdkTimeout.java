package dev.outrigger.backend;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long the app's SDK waits for the first byte, and from one to the next, as SDKs say in a header of their requests.
 * Sources: the clients openai and anthropic ({@code x-stainless-timeout}), google-genai ({@code x-server-timeout}); both in
 * seconds. What is no such number says nothing.
 */
final class SdkTimeout {
    private static final List<String> HEADERS = List.of("x-stainless-timeout", "x-server-timeout");

    /** Who waits longer than a day does not say so. */
    private static final double MOST_SECONDS = 86_400;

    private SdkTimeout() {}

    /** A little less than that, so that our answer is there before it gives up; absent where nothing is said. */
    static Optional<Duration> of(MultiMap headers) {
        return HEADERS.stream()
                .map(headers::get)
                .flatMap(said -> seconds(said).stream())
                .findFirst();
    }

    private static Optional<Duration> seconds(String said) {
        if (said == null) return Optional.empty();
        try {
            double seconds = Double.parseDouble(said.strip());
            return seconds > 0 && seconds <= MOST_SECONDS
                    ? Optional.of(Duration.ofMillis((long) (seconds * 1_000 * 0.95)))
                    : Optional.empty();
        } catch (NumberFormatException other) {
            return Optional.empty();
        }
    }
}
