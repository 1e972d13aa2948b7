package dev.outrigger.dialect.json;

import java.nio.charset.StandardCharsets;

/**
 * Decodes the insides of JSON strings, from the byte after the opening quote to the closing one, in JSON that was found
 * valid. Source: RFC 8259, section 7.
 */
final class JsonString {
    /** The longest escape stands for one character. */
    static final int MAX_BYTES_A_CHAR = 6;

    private JsonString() {}

    static boolean hasEscape(byte[] raw, int from, int to) {
        return escapeIn(raw, from, to) < to;
    }

    /** The characters; of a stretch that ends where {@link #cut} says, too. */
    static String decode(byte[] raw, int from, int to) {
        int at = escapeIn(raw, from, to);
        if (at == to) return utf8(raw, from, to);
        StringBuilder out = new StringBuilder(Math.min(to - from, 1 << 16));
        out.append(utf8(raw, from, at));
        while (at < to) {
            at = escape(raw, at, out);
            int plain = escapeIn(raw, at, to);
            if (plain > at) out.append(utf8(raw, at, plain));
            at = plain;
        }
        return out.toString();
    }

    private static String utf8(byte[] raw, int from, int to) {
        return new String(raw, from, to - from, StandardCharsets.UTF_8);
    }

    private static int escapeIn(byte[] raw, int from, int to) {
        int at = from;
        while (at < to && raw[at] != '\\') at++;
        return at;
    }

    /** Decodes the escape that begins here and returns where it ends. */
    private static int escape(byte[] raw, int slash, StringBuilder out) {
        char kind = (char) raw[slash + 1];
        out.append(
                switch (kind) {
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    case 'u' -> unicode(raw, slash + 2);
                    default -> kind;
                });
        return slash + length(raw, slash);
    }

    private static int length(byte[] raw, int slash) {
        return raw[slash + 1] == 'u' ? 6 : 2;
    }

    private static char unicode(byte[] raw, int from) {
        int unit = 0;
        for (int i = from; i < from + 4; i++) unit = unit << 4 | Character.digit(raw[i], 16);
        return (char) unit;
    }

    /** Whether the inside that begins here, and ends at its closing quote, is this word. */
    static boolean is(byte[] raw, int from, int to, String word) {
        // No character takes less than a byte.
        if (to - from < word.length()) return false;
        for (int i = 0; i < word.length(); i++) {
            byte next = raw[from + i];
            if (next == '\\' || next < 0)
                return to - from <= MAX_BYTES_A_CHAR * word.length()
                        && decode(raw, from, to).equals(word);
            if (next != word.charAt(i)) return false;
        }
        return to - from == word.length();
    }

    /** Where the inside goes on after so many characters. */
    static int after(byte[] raw, int from, int to, int chars) {
        int at = from;
        for (int left = chars; left > 0 && at < to; ) {
            // What four bytes say takes two characters.
            left -= (raw[at] & 0xFF) >= 0xF0 ? 2 : 1;
            at += raw[at] == '\\' ? length(raw, at) : 1;
            while (at < to && (raw[at] & 0xC0) == 0x80) at++;
        }
        return at;
    }

    /** Where the inside can be cut, at this offset or shortly before it: not within a character or an escape. */
    static int cut(byte[] raw, int from, int at) {
        int cut = character(raw, from, at);
        for (int slash = cut - 1; slash >= Math.max(from, cut - 5); slash--)
            if (raw[slash] == '\\' && begins(raw, from, slash)) return slash + length(raw, slash) > cut ? slash : cut;
        return cut;
    }

    /** The first byte of the character that this byte belongs to. */
    static int character(byte[] raw, int from, int at) {
        int first = at;
        while (first > from && (raw[first] & 0xC0) == 0x80) first--;
        return first;
    }

    /** Whether this backslash begins an escape, and is not the second of one. */
    private static boolean begins(byte[] raw, int from, int slash) {
        int first = slash;
        while (first > from && raw[first - 1] == '\\') first--;
        return (slash - first) % 2 == 0;
    }
}
