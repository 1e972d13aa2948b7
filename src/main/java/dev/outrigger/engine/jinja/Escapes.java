package dev.outrigger.engine.jinja;

/** What backslashes mean inside quotes, as in Python. */
final class Escapes {
    private static final String LETTERS = "\\'\"abfnrtv";
    private static final String MEANT = "\\'\"\u0007\b\f\n\r\t\u000b";

    private Escapes() {}

    static String read(String raw, int line) throws TemplateException {
        if (raw.indexOf('\\') < 0) return raw;
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            i = escape(raw, i + 1, line, text);
        }
        return text.toString();
    }

    /** Appends what the escape means, and gives the place of its last character. */
    private static int escape(String raw, int at, int line, StringBuilder text) throws TemplateException {
        char kind = raw.charAt(at);
        int letter = LETTERS.indexOf(kind);
        if (letter >= 0) {
            text.append(MEANT.charAt(letter));
            return at;
        }
        return switch (kind) {
            case '\n' -> at;
            case 'x' -> code(raw, at + 1, 2, 16, line, text);
            case 'u' -> code(raw, at + 1, 4, 16, line, text);
            case 'U' -> code(raw, at + 1, 8, 16, line, text);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                int end = at;
                while (end < raw.length() && end < at + 3 && raw.charAt(end) >= '0' && raw.charAt(end) <= '7') end++;
                yield code(raw, at, end - at, 8, line, text);
            }
            default -> {
                text.append('\\').append(kind);
                yield at;
            }
        };
    }

    private static int code(String raw, int from, int digits, int radix, int line, StringBuilder text)
            throws TemplateException {
        int end = from + digits;
        try {
            text.appendCodePoint(Integer.parseUnsignedInt(raw.substring(from, end), radix));
        } catch (NumberFormatException | IndexOutOfBoundsException cause) {
            throw TemplateException.broken(line, "a text has a broken escape");
        } catch (IllegalArgumentException cause) {
            throw TemplateException.broken(line, "a text names a character that there is not");
        }
        return end - 1;
    }
}
