package dev.outrigger.dialect;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A header's date, in any of the three forms that HTTP knows (RFC 9110, section 5.6.7), all of them UTC. */
public final class HttpDate {
    private static final int CENTURY = 2000;

    private static final List<DateTimeFormatter> FORMS =
            List.of(DateTimeFormatter.RFC_1123_DATE_TIME, rfc850(), asctime());

    private HttpDate() {}

    /** Absent when it is none. */
    public static Optional<Instant> parse(String value) {
        return FORMS.stream()
                .flatMap(form -> parse(value.strip(), form).stream())
                .findFirst();
    }

    private static Optional<Instant> parse(String value, DateTimeFormatter form) {
        try {
            return Optional.of(LocalDateTime.parse(value, form).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException another) {
            return Optional.empty();
        }
    }

    /** As it is written today: {@code Wed, 21 Oct 2026 07:28:00 GMT}. */
    public static String format(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    /** {@code Wednesday, 21-Oct-26 07:28:00 GMT}. */
    private static DateTimeFormatter rfc850() {
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, CENTURY)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.US);
    }

    /** {@code Wed Oct 21 07:28:00 2026}, the day padded with a space. */
    private static DateTimeFormatter asctime() {
        return DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);
    }
}
