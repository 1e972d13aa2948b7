package dev.outrigger.admit;

import java.util.Map;

/**
 * Characters of HTML by their number, or by the name of those that stand in what is looked for. They are read more
 * generously than a browser would: with or without the semicolon behind, and with any number of zeros before. A model
 * does so too. Source: WHATWG, "HTML", 13.2.5.72 and 13.5.
 */
final class Entities {
    private static final int LONGEST_NAME = 18;
    private static final int SHORTEST_NAME = 2;
    /** Of a name that other letters follow: the parameters of a URL begin so too. */
    private static final int SHORTEST_BEFORE_OTHERS = 3;

    private static final Map<String, Integer> NAMED = Map.ofEntries(
            Map.entry("commat", (int) '@'),
            Map.entry("period", (int) '.'),
            Map.entry("amp", (int) '&'),
            Map.entry("AMP", (int) '&'),
            Map.entry("quot", (int) '"'),
            Map.entry("apos", (int) '\''),
            Map.entry("lt", (int) '<'),
            Map.entry("gt", (int) '>'),
            Map.entry("plus", (int) '+'),
            Map.entry("minus", (int) '-'),
            Map.entry("colon", (int) ':'),
            Map.entry("semi", (int) ';'),
            Map.entry("comma", (int) ','),
            Map.entry("equals", (int) '='),
            Map.entry("num", (int) '#'),
            Map.entry("percnt", (int) '%'),
            Map.entry("dollar", (int) '$'),
            Map.entry("excl", (int) '!'),
            Map.entry("quest", (int) '?'),
            Map.entry("ast", (int) '*'),
            Map.entry("lpar", (int) '('),
            Map.entry("rpar", (int) ')'),
            Map.entry("lowbar", (int) '_'),
            Map.entry("UnderBar", (int) '_'),
            Map.entry("sol", (int) '/'),
            Map.entry("bsol", (int) '\\'),
            Map.entry("Tab", (int) '\t'),
            Map.entry("NewLine", (int) '\n'),
            Map.entry("nbsp", (int) ' '),
            Map.entry("NonBreakingSpace", (int) ' '),
            Map.entry("ensp", (int) ' '),
            Map.entry("emsp", (int) ' '),
            Map.entry("emsp13", (int) ' '),
            Map.entry("emsp14", (int) ' '),
            Map.entry("numsp", (int) ' '),
            Map.entry("puncsp", (int) ' '),
            Map.entry("thinsp", (int) ' '),
            Map.entry("ThinSpace", (int) ' '),
            Map.entry("hairsp", (int) ' '),
            Map.entry("VeryThinSpace", (int) ' '),
            Map.entry("MediumSpace", (int) ' '),
            Map.entry("hyphen", (int) '-'),
            Map.entry("dash", (int) '-'),
            Map.entry("ndash", (int) '-'),
            Map.entry("mdash", (int) '-'),
            Map.entry("horbar", (int) '-'),
            Map.entry("shy", 0xAD),
            Map.entry("zwj", 0x200D),
            Map.entry("zwnj", 0x200C),
            Map.entry("lrm", 0x200E),
            Map.entry("rlm", 0x200F),
            Map.entry("ZeroWidthSpace", 0x200B),
            Map.entry("NegativeThinSpace", 0x200B),
            Map.entry("NoBreak", 0x2060),
            Map.entry("InvisibleComma", 0x2063),
            Map.entry("ic", 0x2063));

    private Entities() {}

    /** Decodes the one that begins with the ampersand here and returns where it ends; the same place where there is none. */
    static int decode(String text, int from, StringBuilder plain) {
        int sign = from + 1;
        int end = sign < text.length() && text.charAt(sign) == '#'
                ? numbered(text, sign + 1, plain)
                : named(text, sign, plain);
        if (end < 0) return from;
        return end < text.length() && text.charAt(end) == ';' ? end + 1 : end;
    }

    /** Where the number ends; negative where there is none. */
    private static int numbered(String text, int from, StringBuilder plain) {
        boolean isHex = from < text.length() && (text.charAt(from) == 'x' || text.charAt(from) == 'X');
        int radix = isHex ? 16 : 10;
        int begin = isHex ? from + 1 : from;
        int at = begin;
        int point = 0;
        while (at < text.length()) {
            int digit = text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), radix) : -1;
            if (digit < 0) break;
            point = point * radix + digit;
            if (point > Character.MAX_CODE_POINT) return -1;
            at++;
        }
        if (at == begin) return -1;
        plain.appendCodePoint(point);
        return at;
    }

    /** Likewise, of the longest name that the letters here begin with. */
    private static int named(String text, int from, StringBuilder plain) {
        int end = from;
        while (end < text.length() && end - from < LONGEST_NAME && isLetterOrDigit(text.charAt(end))) end++;
        int last = end;
        for (; end - from >= (end == last ? SHORTEST_NAME : SHORTEST_BEFORE_OTHERS); end--) {
            Integer point = NAMED.get(text.substring(from, end));
            if (point == null) continue;
            plain.appendCodePoint(point);
            return end;
        }
        return -1;
    }

    private static boolean isLetterOrDigit(char c) {
        return c < 0x80 && Character.isLetterOrDigit(c);
    }
}
