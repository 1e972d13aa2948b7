package dev.outrigger.sensitive;

import java.util.Set;

/** Addresses of electronic mail. Source: RFC 5321, section 4.1.2, RFC 6531; the forms that are in use. */
final class Mails {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_DOMAIN = 253;
    private static final String IN_NAMES = "._%+-'!#$&*/=?^`{|}~";

    /** Ends of names of files, such as {@code logo@2x.png}, that no domain has, and of this machine. */
    private static final Set<String> FILES = Set.of(
            "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "avif", "js", "ts", "css", "json", "tgz", "localhost");

    private final char[] text;
    private final int length;

    Mails(char[] text, int length) {
        this.text = text;
        this.length = length;
    }

    /** Where one begins whose sign stands here; the sign's own offset for none. */
    int start(int sign) {
        int start = sign;
        while (start > 0 && sign - start < LONGEST_NAME && isInName(text[start - 1])) start--;
        // What stands between words is none of a name at its ends.
        while (start < sign && IN_NAMES.indexOf(text[start]) >= 0 && text[start] != '_' && text[start] != '+') start++;
        return start < sign && text[sign - 1] != '.' ? start : sign;
    }

    /** Where it ends; 0 for none. */
    int end(int start, int sign) {
        int at = sign + 1;
        int labels = 0;
        int lastDot = sign;
        while (at < length && at - sign < LONGEST_DOMAIN && isInDomain(text[at])) {
            if (text[at] == '.') {
                if (at == lastDot + 1 || at + 1 == length || !isInLabel(text[at + 1])) break;
                labels++;
                lastDot = at;
            }
            at++;
        }
        while (at > lastDot + 1 && text[at - 1] == '-') at--;
        return labels > 0 && isTop(lastDot + 1, at) && !isOther(start, sign, at) ? at : 0;
    }

    /** Letters, at least two. */
    private boolean isTop(int from, int to) {
        if (to - from < 2) return false;
        for (int i = from; i < to; i++) if (!Character.isLetter(text[i]) && !isEncoded(from, i)) return false;
        return !FILES.contains(new String(text, from, to - from).toLowerCase(java.util.Locale.ROOT));
    }

    /** Source: RFC 5890, {@code xn--}. */
    private boolean isEncoded(int from, int at) {
        return at - from < 4 || (text[from] == 'x' && text[from + 1] == 'n' && text[from + 2] == '-');
    }

    /** A remote of git's, {@code git@host:path}. */
    private boolean isOther(int start, int sign, int end) {
        return sign - start == 3
                && text[start] == 'g'
                && text[start + 1] == 'i'
                && text[start + 2] == 't'
                && end < length
                && text[end] == ':';
    }

    private static boolean isInName(char c) {
        return Character.isLetter(c) || DigitRun.isDigit(c) || IN_NAMES.indexOf(c) >= 0;
    }

    private static boolean isInLabel(char c) {
        return Character.isLetter(c) || DigitRun.isDigit(c) || c == '-';
    }

    private static boolean isInDomain(char c) {
        return isInLabel(c) || c == '.';
    }
}
