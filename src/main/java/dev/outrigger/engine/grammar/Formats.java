package dev.outrigger.engine.grammar;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The formats of strings that are kept, as patterns. Where a format's own rules go further than a pattern should, the
 * pattern is the narrower one.
 *
 * <p>Sources: <a href="https://www.rfc-editor.org/rfc/rfc3339#section-5.6">RFC 3339</a> §5.6 (dates and times),
 * <a href="https://www.rfc-editor.org/rfc/rfc9562#section-4">RFC 9562</a> §4 (UUIDs),
 * <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2">RFC 5321</a> §4.1.2 (addresses of mail).
 */
final class Formats {
    private static final String LEAP_YEAR = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)";
    private static final String DATE = "([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
            + "|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|" + LEAP_YEAR + "-02-29)";

    /** Offsets as far as there are zones; that of −00:00, which says that none is known, is no zone to some validators. */
    private static final String ZONE = "(Z|\\+(0[0-9]|1[0-4]):[0-5][0-9]|-(0[1-9]|1[0-2]):[0-5][0-9])";

    private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?" + ZONE;
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String LABEL = "[A-Za-z0-9]{1,15}(-[A-Za-z0-9]{1,15}){0,2}";
    private static final String HOST = "(" + LABEL + "\\.){1,4}[A-Za-z]{2,12}";
    private static final String ATOM = "[A-Za-z0-9_+-]{1,20}";

    private static final Map<String, String> PATTERNS = Map.of(
            "date",
            DATE,
            "time",
            TIME,
            "date-time",
            DATE + "T" + TIME,
            "uuid",
            "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
            "email",
            ATOM + "(\\." + ATOM + "){0,2}@" + HOST,
            "hostname",
            "(" + LABEL + "\\.){0,4}[A-Za-z]{2,12}",
            "ipv4",
            "(" + BYTE + "\\.){3}" + BYTE);

    /** They say how a number, or a text of any form, is kept, and bind no validator. */
    private static final Set<String> SAYING = Set.of("int32", "int64", "float", "double", "password");

    private Formats() {}

    /**
     * The pattern that is the whole of a string of the schema's format; empty when it says nothing of strings.
     *
     * @throws SchemaRefused when the format is not kept
     */
    static Optional<String> pattern(Part part) {
        Optional<String> format = part.text(Keywords.FORMAT).filter(name -> !SAYING.contains(name));
        if (format.isEmpty()) return Optional.empty();
        String pattern = PATTERNS.get(format.get());
        if (pattern == null) throw part.refuse(Keywords.FORMAT, "cannot be promised");
        return Optional.of(pattern);
    }
}
