package dev.outrigger.engine.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Python's methods of texts that cut and join; each part keeps where it is from. */
final class Texts {
    private static final int MOST_STRIPPED = 256;

    private Texts() {}

    /** Without the characters of a set at its ends, blanks if there is none. */
    static Text strip(Text text, Optional<Text> set, boolean atStart, boolean atEnd) throws TemplateException {
        if (set.isPresent() && set.get().length() > MOST_STRIPPED) {
            throw TemplateException.broken("strips more than " + MOST_STRIPPED + " kinds of characters");
        }
        String string = text.string();
        int from = 0;
        int to = string.length();
        while (atStart && from < to && isIn(set, string.codePointAt(from))) from = string.offsetByCodePoints(from, 1);
        while (atEnd && to > from && isIn(set, string.codePointBefore(to))) to = string.offsetByCodePoints(to, -1);
        return text.cut(from, to);
    }

    /** The parts between a separator, at most one more than {@code most}; all of them if it is negative. */
    static List<Value> split(Text text, Text separator, long most, Meter meter) throws TemplateException {
        meter.search(text, separator);
        if (separator.isEmpty()) throw TemplateException.broken("empty separator");
        List<Value> parts = new ArrayList<>();
        int from = 0;
        while (most < 0 || parts.size() < most) {
            int at = text.string().indexOf(separator.string(), from);
            if (at < 0) break;
            parts.add(text.cut(from, at));
            from = at + separator.length();
        }
        parts.add(text.cut(from, text.length()));
        return parts;
    }

    /** The same from the end. */
    static List<Value> splitFromEnd(Text text, Text separator, long most, Meter meter) throws TemplateException {
        meter.search(text, separator);
        if (separator.isEmpty()) throw TemplateException.broken("empty separator");
        List<Value> parts = new ArrayList<>();
        int to = text.length();
        while (most < 0 || parts.size() < most) {
            int at = to < separator.length()
                    ? -1
                    : text.string().lastIndexOf(separator.string(), to - separator.length());
            if (at < 0) break;
            parts.addFirst(text.cut(at + separator.length(), to));
            to = at;
        }
        parts.addFirst(text.cut(0, to));
        return parts;
    }

    /** The words between blanks. */
    static List<Value> words(Text text, long most) {
        List<Value> words = new ArrayList<>();
        String string = text.string();
        int from = PythonText.stripStart(string);
        while (from < string.length()) {
            int to = from;
            if (most >= 0 && words.size() >= most) to = PythonText.stripEnd(string);
            else while (to < string.length() && !PythonText.isSpace(string.charAt(to))) to++;
            words.add(text.cut(from, to));
            from = to;
            while (from < string.length() && PythonText.isSpace(string.charAt(from))) from++;
        }
        return words;
    }

    /** Its lines, without the characters that end them. */
    static List<Value> lines(Text text) {
        List<Value> lines = new ArrayList<>();
        String string = text.string();
        int from = 0;
        for (int i = 0; i < string.length(); i++) {
            if (!isLineEnd(string.charAt(i))) continue;
            lines.add(text.cut(from, i));
            if (string.startsWith("\r\n", i)) i++;
            from = i + 1;
        }
        if (from < string.length()) lines.add(text.cut(from, string.length()));
        return lines;
    }

    static Text replace(Text text, Text old, Text with, long most, Meter meter) throws TemplateException {
        meter.search(text, old);
        TextBuilder replaced = new TextBuilder();
        String string = text.string();
        int from = 0;
        for (long count = 0; most < 0 || count < most; count++) {
            int at = string.indexOf(old.string(), from);
            if (at < 0) break;
            // An empty text stands before each character, and at the end.
            int next = old.isEmpty() && at < string.length() ? string.offsetByCodePoints(at, 1) : at + old.length();
            meter.write(next - from + (long) with.length());
            replaced.append(text.cut(from, at)).append(with);
            if (old.isEmpty()) replaced.append(text.cut(at, next));
            from = next;
            if (old.isEmpty() && at == string.length()) break;
        }
        return replaced.append(meter.write(text.cut(from, text.length()))).build();
    }

    static Text join(Text separator, List<Value> items, Meter meter) throws TemplateException {
        TextBuilder joined = new TextBuilder();
        boolean isFirst = true;
        for (Value item : items) {
            if (!isFirst) joined.append(meter.write(separator));
            joined.append(meter.write(Repr.str(item, meter)));
            isFirst = false;
        }
        return joined.build();
    }

    private static boolean isIn(Optional<Text> set, int c) {
        return set.map(text -> text.string().indexOf(c) >= 0).orElseGet(() -> PythonText.isSpace(c));
    }

    private static boolean isLineEnd(char c) {
        return (c >= '\n' && c <= '\r') || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
    }
}
