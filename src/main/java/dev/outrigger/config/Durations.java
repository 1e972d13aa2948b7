package dev.outrigger.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as the file writes them: a whole number and one unit, {@code 500ms}, {@code 2s}, {@code 10m}. */
public final class Durations {
    static final String PATTERN = "^[0-9]+(ms|s|m|h|d)$";
    private static final Pattern TEXT = Pattern.compile("([0-9]+)(ms|s|m|h|d)");

    private Durations() {}

    /** The duration written so; empty when it is none, or one over 292 years (what nanoseconds in a long can hold). */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        try {
            Duration duration = times(unit(matcher.group(2)), Long.parseLong(matcher.group(1)));
            return Optional.of(duration);
        } catch (ArithmeticException | NumberFormatException tooLong) {
            return Optional.empty();
        }
    }

    private static Duration times(Duration unit, long count) {
        return Duration.ofNanos(Math.multiplyExact(unit.toNanos(), count));
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }
}
