package dev.outrigger.admit;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A text under its escapes: what is written with them in JSON, in JSON within a string of JSON, or in a URL is read by a
 * model, or by upstream, as if it were written plainly.
 */
final class Layers {
    private Layers() {}

    /** What a JSON text says: its strings decoded, all else as it is. */
    static String json(String text) {
        if (text.indexOf('\\') < 0) return text;
        StringBuilder plain = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int next = text.charAt(at) == '\\' ? escape(text, at + 1, plain) : at;
            if (next > at) at = next;
            else plain.append(text.charAt(at++));
        }
        return plain.toString();
    }

    /** What the query behind a path says with its pluses read as blanks; absent when there is none. Source: WHATWG, "URL", section 5. */
    static Optional<String> query(String path) {
        int query = path.startsWith("/") ? path.indexOf('?') : -1;
        return query < 0 || path.indexOf('+', query) < 0
                ? Optional.empty()
                : Optional.of(path.substring(query).replace('+', ' '));
    }

    /** All further layers of escapes taken off, however many backslashes there are; absent when there are none. */
    static Optional<String> peeled(String text) {
        if (text.indexOf('\\') < 0 && text.indexOf('%') < 0 && text.indexOf('&') < 0) return Optional.empty();
        StringBuilder plain = new StringBuilder(text.length());
        int at = 0;
        boolean changed = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            int next = switch (c) {
                case '\\' -> slashes(text, at, plain);
                case '%' -> percents(text, at, plain);
                case '&' -> Entities.decode(text, at, plain);
                default -> at;
            };
            changed |= next > at;
            if (next > at) at = next;
            else plain.append(text.charAt(at++));
        }
        return changed ? Optional.of(plain.toString()) : Optional.empty();
    }

    private static int slashes(String text, int from, StringBuilder plain) {
        int kind = from;
        while (kind < text.length() && text.charAt(kind) == '\\') kind++;
        int next = escape(text, kind, plain);
        if (next > 0) return next;
        // Where they escape nothing, one stands for all.
        if (kind == from + 1) return from;
        plain.append('\\');
        return kind;
    }

    /** Decodes the escape of this kind and returns where it ends; 0 when it is none. */
    private static int escape(String text, int kind, StringBuilder plain) {
        if (kind == text.length()) return 0;
        char c = text.charAt(kind);
        switch (c) {
            case '"', '\\', '/' -> plain.append(c);
            case 'n', 'r' -> plain.append('\n');
            case 'b', 'f', 't' -> plain.append(' ');
            case 'u' -> {
                int unit = kind + 5 > text.length() ? -1 : hex(text, kind + 1, kind + 5);
                if (unit < 0) return 0;
                plain.append((char) unit);
                return kind + 5;
            }
            default -> {
                return 0;
            }
        }
        return kind + 1;
    }

    /** Bytes of UTF-8 in hexadecimal, each after a percent sign, which may be written so itself. */
    private static int percents(String text, int from, StringBuilder plain) {
        byte[] bytes = new byte[(text.length() - from) / 3 > 64 ? 64 : (text.length() - from) / 3];
        int size = 0;
        int at = from;
        while (size < bytes.length && at < text.length() && text.charAt(at) == '%') {
            int digits = at + 1;
            while (digits + 4 <= text.length()
                    && text.startsWith("25", digits)
                    && hex(text, digits + 2, digits + 4) >= 0) digits += 2;
            int value = digits + 2 > text.length() ? -1 : hex(text, digits, digits + 2);
            if (value < 0) break;
            bytes[size++] = (byte) value;
            at = digits + 2;
        }
        plain.append(new String(bytes, 0, size, StandardCharsets.UTF_8));
        return at;
    }

    private static int hex(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) return -1;
            value = (value << 4) | digit;
        }
        return value;
    }
}
