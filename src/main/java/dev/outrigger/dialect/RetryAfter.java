package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long upstream asks to wait, at most some thirty years. In this order: {@code retry-after-ms}; {@code retry-after} in seconds or as an HTTP
 * date, read against the answer's own {@code date}, so that a wrong clock here does no harm (RFC 9110, section 10.2.3);
 * Google's {@code RetryInfo} in the body; {@code x-ratelimit-reset-requests} and {@code -tokens} of the limits that are
 * used up ("6m0s", or plain seconds).
 */
public final class RetryAfter {
    private static final Pattern GO_DURATION = Pattern.compile(
            "(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9}(?:\\.\\d{1,9})?)s)?(?:(\\d{1,9}(?:\\.\\d{1,9})?)ms)?");

    private static final Pattern IN_WORDS =
            Pattern.compile("(?i)try again in ((?:\\d{1,6}h)?(?:\\d{1,6}m(?!s))?(?:\\d{1,9}(?:\\.\\d{1,9})?m?s)?)");

    private static final double MOST = 999_999_999;

    private final Function<String, Optional<String>> headers;

    private RetryAfter(Function<String, Optional<String>> headers) {
        this.headers = name -> headers.apply(name).map(String::strip);
    }

    /** The wait that headers or error object tell. */
    public static Optional<Duration> of(Function<String, Optional<String>> headers, JsonNode error) {
        RetryAfter asked = new RetryAfter(headers);
        return asked.header("retry-after-ms", 1e6)
                .or(() -> asked.header("retry-after", 1e9))
                .or(asked::date)
                .or(() -> retryInfo(error))
                .or(asked::reset);
    }

    /** The wait that an error's message tells, "Please try again in 1.2s", for where nothing else does. */
    public static Optional<Duration> inWords(String message) {
        Matcher told = IN_WORDS.matcher(message);
        return told.find() ? goDuration(told.group(1)) : Optional.empty();
    }

    private Optional<Duration> header(String name, double nanosPerUnit) {
        return headers.apply(name)
                .flatMap(RetryAfter::number)
                .map(count -> Duration.ofNanos(Math.round(count * nanosPerUnit)));
    }

    private static Optional<Double> number(String value) {
        // So long a wait is as good as any other.
        if (value.matches("\\d{10,}(\\.\\d*)?")) return Optional.of(MOST);
        return value.matches("\\d{1,9}(\\.\\d{1,9})?") ? Optional.of(Double.parseDouble(value)) : Optional.empty();
    }

    private Optional<Duration> date() {
        Optional<Instant> until = headers.apply("retry-after").flatMap(HttpDate::parse);
        Optional<Instant> from = headers.apply("date").flatMap(HttpDate::parse);
        if (until.isEmpty() || from.isEmpty()) return Optional.empty();
        Duration wait = Duration.between(from.get(), until.get());
        return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    }

    private static Optional<Duration> retryInfo(JsonNode error) {
        for (JsonNode detail : error.path("details")) {
            if (detail.path("@type").asText().endsWith("google.rpc.RetryInfo"))
                return goDuration(detail.path("retryDelay").asText());
        }
        return Optional.empty();
    }

    /** The longer of the limits that have nothing left: only then is the wait what the other must be waited for too. */
    private Optional<Duration> reset() {
        return Stream.of("requests", "tokens")
                .filter(limit -> headers.apply("x-ratelimit-remaining-" + limit)
                        .map(left -> left.equals("0"))
                        .orElse(true))
                .flatMap(limit -> headers.apply("x-ratelimit-reset-" + limit).stream())
                .flatMap(value -> goDuration(value).stream())
                .max(Duration::compareTo);
    }

    private static Optional<Duration> goDuration(String value) {
        Optional<Duration> seconds = number(value).map(count -> Duration.ofNanos(Math.round(count * 1e9)));
        Matcher parts = GO_DURATION.matcher(value);
        if (seconds.isPresent() || value.isEmpty() || !parts.matches()) return seconds;
        double nanos = part(parts.group(1), 3600e9)
                + part(parts.group(2), 60e9)
                + part(parts.group(3), 1e9)
                + part(parts.group(4), 1e6);
        return Optional.of(Duration.ofNanos(Math.round(nanos)));
    }

    private static double part(@org.jspecify.annotations.Nullable String count, double nanosPerUnit) {
        return count == null ? 0 : Double.parseDouble(count) * nanosPerUnit;
    }
}
