package dev.outrigger.dialect.anthropic;

import dev.outrigger.dialect.HttpDate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How long to wait by {@code anthropic-ratelimit-…-reset}, the times at which limits are full again, read against the
 * answer's own {@code date}. Source: Anthropic API, "Rate limits" (https://docs.anthropic.com/en/api/rate-limits).
 */
final class AnthropicResets {
    private AnthropicResets() {}

    /** The longest of the limits that are used up: only then is the wait what all must be waited for. */
    static Optional<Duration> wait(Function<String, Optional<String>> headers) {
        Optional<Instant> now = headers.apply("date").flatMap(HttpDate::parse);
        if (now.isEmpty()) return Optional.empty();
        return Stream.of("requests", "tokens", "input-tokens", "output-tokens")
                .map(limit -> "anthropic-ratelimit-" + limit)
                .filter(limit ->
                        headers.apply(limit + "-remaining").map(String::strip).equals(Optional.of("0")))
                .flatMap(limit -> headers.apply(limit + "-reset").flatMap(AnthropicResets::time).stream())
                .map(reset -> Duration.between(now.get(), reset))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .max(Duration::compareTo);
    }

    private static Optional<Instant> time(String value) {
        try {
            return Optional.of(OffsetDateTime.parse(value.strip()).toInstant());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
