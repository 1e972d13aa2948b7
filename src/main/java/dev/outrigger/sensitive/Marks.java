package dev.outrigger.sensitive;

import java.util.Set;

/** Marks that change how a text looks and not what it says: Markdown's, and elements of HTML within a line. */
final class Marks {
    /** No tag that is looked at is longer. */
    private static final int LONGEST_TAG = 64;

    private static final int MOST = 96;

    private static final Set<String> INLINE = Set.of(
            "b", "i", "u", "s", "em", "strong", "span", "code", "mark", "font", "small", "big", "tt", "kbd", "del",
            "ins");

    private Marks() {}

    /** The offset after all marks that stand here; the same where none does. */
    static int after(char[] text, int length, int from) {
        int at = from;
        while (at < length && at - from < MOST) {
            if (isMark(text[at])) at++;
            else if (text[at] == '<' && isInline(text, at, tag(text, length, at))) at = tag(text, length, at);
            else break;
        }
        return at;
    }

    /** The offset before all marks that end here; the same where none does. */
    static int before(char[] text, int length, int to) {
        int at = to;
        while (at > 0 && to - at < MOST) {
            int tag = text[at - 1] == '>' ? opening(text, at) : at;
            if (tag < at && isInline(text, tag, tag(text, length, tag))) at = tag;
            else if (isMark(text[at - 1])) at--;
            else break;
        }
        return at;
    }

    /** Whether one may begin with this. */
    static boolean mayBegin(char c) {
        return isMark(c) || c == '<';
    }

    /** Of Markdown, without the low line, which names have. */
    static boolean isMark(char c) {
        return c == '*' || c == '`' || c == '~';
    }

    /** The offset after a tag of HTML that begins here; 0 for none. */
    static int tag(char[] text, int length, int from) {
        int name = from + 1 < length && text[from + 1] == '/' ? from + 2 : from + 1;
        if (name >= length || !isLatin(text[name])) return 0;
        int last = Math.min(length, from + LONGEST_TAG);
        for (int at = name; at < last && text[at] != '<'; at++) if (text[at] == '>') return at + 1;
        return 0;
    }

    private static int opening(char[] text, int end) {
        for (int at = end - 2; at >= 0 && end - at <= LONGEST_TAG && text[at] != '>'; at--)
            if (text[at] == '<') return at;
        return end;
    }

    private static boolean isInline(char[] text, int from, int end) {
        if (end == 0) return false;
        int name = text[from + 1] == '/' ? from + 2 : from + 1;
        int to = name;
        while (isLatin(text[to])) to++;
        return INLINE.contains(new String(text, name, to - name).toLowerCase(java.util.Locale.ROOT));
    }

    private static boolean isLatin(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
