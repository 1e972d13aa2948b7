package dev.outrigger.engine.jinja;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates as C's {@code strftime} writes them, in English. */
final class Strftime {
    private Strftime() {}

    static String format(String format, ZonedDateTime time) throws TemplateException {
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                written.append(c);
                continue;
            }
            char kind = format.charAt(++i);
            boolean isUnpadded = kind == '-' && i + 1 < format.length();
            if (isUnpadded) kind = format.charAt(++i);
            String part = part(kind, time);
            written.append(isUnpadded && part.length() > 1 && part.startsWith("0") ? part.substring(1) : part);
        }
        return written.toString();
    }

    private static String part(char kind, ZonedDateTime time) throws TemplateException {
        String pattern = switch (kind) {
            case 'd' -> "dd";
            case 'm' -> "MM";
            case 'b', 'h' -> "MMM";
            case 'B' -> "MMMM";
            case 'Y' -> "uuuu";
            case 'y' -> "uu";
            case 'a' -> "EEE";
            case 'A' -> "EEEE";
            case 'H' -> "HH";
            case 'I' -> "hh";
            case 'M' -> "mm";
            case 'S' -> "ss";
            case 'p' -> "a";
            case 'j' -> "DDD";
            case 'F' -> "uuuu-MM-dd";
            case 'T' -> "HH:mm:ss";
            case '%' -> "'%'";
            default -> throw TemplateException.broken("a date cannot be written with %" + kind);
        };
        return time.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
    }
}
