package dev.outrigger.config;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The types that a single value of the file can be bound to, and how each is written. */
enum ScalarType {
    TEXT(String.class, "text"),
    INT(int.class, "a whole number"),
    LONG(long.class, "a whole number"),
    DOUBLE(double.class, "a number"),
    BOOLEAN(boolean.class, "true or false"),
    DURATION(Duration.class, "a duration such as 500ms, 2s, 10m or 1h"),
    TIME(LocalTime.class, "a time of day such as 07:45"),
    SIZE(DataSize.class, "a size such as 512B, 64KiB or 20MiB"),
    FIGURE(Figure.class, "a number, or an expression that gives one"),
    ADDRESS(URI.class, "an address such as https://host/path"),
    PATH(Path.class, "a path");

    /** Hours and minutes, from 00:00 to 23:59. */
    static final String TIME_OF_DAY = "([01][0-9]|2[0-3]):[0-5][0-9]";

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?");

    private final Class<?> type;
    private final String expectation;

    ScalarType(Class<?> type, String expectation) {
        this.type = type;
        this.expectation = expectation;
    }

    static Optional<ScalarType> of(Class<?> type) {
        Class<?> wanted = java.lang.invoke.MethodType.methodType(type).unwrap().returnType();
        return Arrays.stream(values()).filter(one -> one.type == wanted).findFirst();
    }

    /** What a value must look like, to follow "must be". */
    String expectation() {
        return expectation;
    }

    /** The value; empty when the text is not one. Numbers and truth values in quotes are text, not values. */
    Optional<Object> read(Node.Scalar scalar) {
        boolean isText = scalar.style() == Node.Style.QUOTED;
        String text = scalar.text();
        return switch (this) {
            case TEXT -> Optional.of(text);
            case DURATION -> Durations.parse(text).map(Object.class::cast);
            case TIME -> time(text);
            case SIZE -> DataSize.parse(text).map(Object.class::cast);
            case FIGURE -> text.isBlank() ? Optional.empty() : Optional.of(new Figure(text));
            case ADDRESS -> address(text);
            case PATH -> path(text);
            case INT, LONG, DOUBLE, BOOLEAN -> isText ? Optional.empty() : plain(text);
        };
    }

    private Optional<Object> plain(String text) {
        if (this == BOOLEAN) {
            return text.equals("true") || text.equals("false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
        }
        if (!(this == DOUBLE ? DECIMAL : WHOLE).matcher(text).matches()) return Optional.empty();
        try {
            if (this == INT) return Optional.of(Integer.valueOf(text));
            if (this == LONG) return Optional.of(Long.valueOf(text));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Object> time(String text) {
        return text.matches(TIME_OF_DAY) ? Optional.of(LocalTime.parse(text)) : Optional.empty();
    }

    private static Optional<Object> address(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(new URI(text));
        } catch (URISyntaxException notOne) {
            return Optional.empty();
        }
    }

    private static Optional<Object> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException notOne) {
            return Optional.empty();
        }
    }

    /** What a {@link Range} compares; empty for values that have no order. */
    static Optional<BigDecimal> magnitude(Object value) {
        return switch (value) {
            case Integer number -> Optional.of(BigDecimal.valueOf(number));
            case Long number -> Optional.of(BigDecimal.valueOf(number));
            case Double number -> Optional.of(BigDecimal.valueOf(number));
            case Duration time -> Optional.of(BigDecimal.valueOf(time.toNanos()));
            case DataSize size -> Optional.of(BigDecimal.valueOf(size.bytes()));
            default -> Optional.empty();
        };
    }
}
