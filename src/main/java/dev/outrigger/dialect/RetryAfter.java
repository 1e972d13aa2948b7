package dev.outrigger.dialect;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long upstream asks to wait: {@code retry-after-ms}, then {@code retry-after} in seconds or as an HTTP date (read
 * against the answer's own {@code date}, so that a wrong clock here does no harm). Source: RFC 9110, section 10.2.3.
 */
final class RetryAfter {
    private RetryAfter() {}

    static Optional<Duration> of(Function<String, Optional<String>> headers) {
        return headers.apply("retry-after-ms")
                .flatMap(RetryAfter::millis)
                .or(() -> headers.apply("retry-after")
                        .flatMap(value -> seconds(value).or(() -> date(value, headers.apply("date")))));
    }

    private static Optional<Duration> millis(String value) {
        return number(value).map(millis -> Duration.ofNanos(Math.round(millis * 1e6)));
    }

    private static Optional<Duration> seconds(String value) {
        return number(value).map(seconds -> Duration.ofNanos(Math.round(seconds * 1e9)));
    }

    private static Optional<Double> number(String value) {
        boolean plain = value.strip().matches("\\d{1,9}(\\.\\d{1,9})?");
        return plain ? Optional.of(Double.parseDouble(value.strip())) : Optional.empty();
    }

    private static Optional<Duration> date(String value, Optional<String> now) {
        Optional<Instant> until = instant(value);
        Optional<Instant> from = now.flatMap(RetryAfter::instant);
        if (until.isEmpty() || from.isEmpty()) return Optional.empty();
        Duration wait = Duration.between(from.get(), until.get());
        return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    }

    private static Optional<Instant> instant(String value) {
        try {
            return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
