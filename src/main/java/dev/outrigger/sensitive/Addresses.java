package dev.outrigger.sensitive;

/** Addresses of networks: IP version 4 and 6, and MAC. Source: RFC 791, RFC 4291, IEEE 802. */
final class Addresses {
    private static final int LONGEST = 45;
    private static final int PAIRS = 6;

    private final char[] text;
    private final int length;
    private final Context context;

    Addresses(char[] text, int length, Context context) {
        this.text = text;
        this.length = length;
        this.context = context;
    }

    /** The offset after an IPv4 address that begins here; 0 for none. */
    int version4(int from) {
        int at = from;
        int small = 0;
        long address = 0;
        for (int part = 0; part < 4; part++) {
            if (part > 0 && (at >= length || text[at++] != '.')) return 0;
            int begin = at;
            int number = 0;
            while (at < length && at - begin < 3 && DigitRun.isDigit(text[at]))
                number = 10 * number + (text[at++] - 48);
            if (at == begin || number > 255 || (at - begin > 1 && text[begin] == '0')) return 0;
            if (at - begin == 1) small++;
            address = (address << 8) | number;
        }
        if (at < length && (DigitRun.isDigit(text[at]) || DigitRun.isLetter(text[at]) || text[at] == '_')) return 0;
        if (at + 1 < length && text[at] == '.' && DigitRun.isDigit(text[at + 1])) return 0;
        return isOwn(address) || isVersion(from, at, small) ? 0 : at;
    }

    /**
     * Of this machine, of a network that anybody may have, of examples, or of none: no person's. Source: RFC 1122, RFC 1918,
     * RFC 3927, RFC 5737.
     */
    private static boolean isOwn(long address) {
        int first = (int) (address >> 24);
        int two = (int) (address >> 16);
        int three = (int) (address >> 8);
        return first == 127
                || first == 10
                || two >> 4 == 0xAC1
                || two == 0xC0A8
                || two == 0xA9FE
                || three == 0xC00002
                || three == 0xC63364
                || three == 0xCB0071
                || address == 0
                || address == 0xFFFF_FFFFL;
    }

    /** Likewise, by the first group, and the second of examples. Source: RFC 4193, RFC 4291, RFC 3849. */
    private boolean isOwn6(int from, int end) {
        int first = group(from, end);
        if (first < 0) return false;
        if (first >> 9 == 0xFC >> 1 || first >> 6 == 0xFE80 >> 6) return true;
        int colon = from;
        while (text[colon] != ':') colon++;
        return first == 0x2001 && group(colon + 1, end) == 0xDB8;
    }

    private int group(int from, int end) {
        int value = 0;
        int at = from;
        while (at < end && text[at] != ':') value = (value << 4) | Character.digit(text[at++], 16);
        return at == from ? -1 : value;
    }

    /** Numbers of versions and sections look the same. */
    private boolean isVersion(int from, int end, int small) {
        char before = from > 0 ? text[from - 1] : ' ';
        if (before == '/' && (from < 2 || text[from - 2] != '/')) return true;
        if (before == '.' || before == '-' || before == '_') return true;
        if (context.before(from, 12, Words.VERSION) || isSection(from)) return true;
        return small == 4 && !context.near(from, end, Words.HOST);
    }

    private boolean isSection(int from) {
        int at = from;
        while (at > 0 && from - at < 2 && text[at - 1] == ' ') at--;
        return at > 0 && text[at - 1] == '§';
    }

    /** The offset after an IPv6 address that begins here; 0 for none. */
    int version6(int from) {
        if (from > 0 && text[from - 1] == ':') return 0;
        int at = from;
        int groups = 0;
        int digits = 0;
        int gap = 0;
        int numbered = 0;
        boolean hasDigit = false;
        while (at < length && at - from < LONGEST) {
            char c = text[at];
            if (Character.digit(c, 16) >= 0 && c < 0x80) {
                if (++digits > 4) return 0;
                hasDigit |= DigitRun.isDigit(c);
            } else if (c == ':') {
                if (digits == 0) return 0;
                groups++;
                if (hasDigit) numbered++;
                if (at + 1 < length && text[at + 1] == ':' && ++gap > 0) at++;
                digits = 0;
                hasDigit = false;
            } else break;
            at++;
        }
        if (digits > 0) groups++;
        if (digits > 0 && hasDigit) numbered++;
        boolean isPart = at < length && (DigitRun.isLetter(text[at]) || text[at] == '_');
        // Slices of arrays and names in scopes have colons too.
        boolean isSaid =
                groups > 3 || (numbered > 1 && (groups > 2 || (text[from + 2] != ':' && text[from + 1] != ':')));
        boolean isWhole = gap == 0 ? groups == 8 : gap == 1 && groups < 8 && isSaid;
        boolean isFound = !isPart && isWhole && (numbered > 0 || groups == 8);
        return isFound && !isOwn6(from, at) ? at : 0;
    }

    /** The offset after a MAC address that begins here; 0 for none. */
    int mac(int from) {
        if (from + 17 > length) return 0;
        char between = text[from + 2];
        boolean isAny = false;
        if (between != ':' && between != '-') return 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            int at = from + 3 * pair;
            if (!isHex(text[at]) || !isHex(text[at + 1])) return 0;
            if (pair > 0 && text[at - 1] != between) return 0;
            isAny |= text[at] != '0' || text[at + 1] != '0';
        }
        int end = from + 17;
        boolean goesOn = end < length
                && (DigitRun.isLetter(text[end])
                        || DigitRun.isDigit(text[end])
                        || (text[end] == between && end + 1 < length && isHex(text[end + 1])));
        return isAny && !goesOn ? end : 0;
    }

    private static boolean isHex(char c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }
}
