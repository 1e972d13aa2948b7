package dev.outrigger.sensitive;

import java.util.ArrayList;
import java.util.List;

/**
 * Keys and tokens in the form their issuers give them, so that leaked ones can be found. Source: the issuers' pages, as
 * GitHub lists them ("Supported secret scanning patterns", https://docs.github.com/code-security/secret-scanning).
 */
final class Keys {
    /** No token that is looked for is longer, but a JWT. */
    private static final int LONGEST = 300;

    private static final int LONGEST_JWT_PART = 16 * 1024;
    private static final String END = "-----END ";
    private static final String BEGIN = "-----BEGIN ";
    private static final int LONGEST_TITLE = 40;
    private static final int FEWEST_SIGNS = 8;

    /** What a token consists of behind its first characters. */
    private enum Signs {
        ALNUM,
        UPPER,
        HEX,
        WORD,
        DOTTED;

        boolean has(char c) {
            if (c >= 0x80) return false;
            boolean isAlnum = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            return switch (this) {
                case ALNUM -> isAlnum;
                case UPPER -> (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
                case HEX -> Character.digit(c, 16) >= 0;
                case WORD -> isAlnum || c == '_' || c == '-';
                case DOTTED -> isAlnum || c == '_' || c == '-' || c == '.';
            };
        }
    }

    /** How a kind of token begins, and what follows: so many signs at least, at most where it is exact. */
    private record Form(String prefix, Signs signs, int least, int most) {}

    private static final List<List<Form>> FORMS = forms();

    private final char[] text;
    private final int length;

    /** A stretch of a JWT's signs that was walked through, which need not be walked from each place in it. */
    private int partBegin;

    private int partEnd;

    /** Before this place no end of a key was found behind the beginning of one. */
    private int noEndBefore;

    Keys(char[] text, int length) {
        this.text = text;
        this.length = length;
    }

    /** The offset after a token that begins here; 0 for none. */
    int token(int from) {
        char first = text[from];
        if (first >= 0x80) return 0;
        for (Form form : FORMS.get(first)) {
            if (!startsWith(from, form.prefix)) continue;
            int body = from + form.prefix.length();
            int end = body;
            int last = Math.min(length, body + Math.min(LONGEST, form.most + 1));
            while (end < last && form.signs.has(text[end])) end++;
            if (form.signs == Signs.DOTTED) while (end > body && text[end - 1] == '.') end--;
            if (end - body >= form.least && (end - body <= form.most || form.most == LONGEST) && isRandom(body, end))
                return end;
        }
        return 0;
    }

    /** The offset after a JWT that begins here; 0 for none. */
    int jwt(int from) {
        if (!startsWith(from, "eyJ")) return 0;
        if (from < partBegin || from >= partEnd) {
            partBegin = from;
            partEnd = part(from);
        }
        int dot = partEnd;
        if (dot >= length || text[dot] != '.') return 0;
        if (dot - from < 10 || !startsWith(dot + 1, "eyJ")) return 0;
        int second = part(dot + 1);
        if (second - dot < 10) return 0;
        return second < length && text[second] == '.' ? part(second + 1) : second;
    }

    private int part(int from) {
        int at = from;
        int last = Math.min(length, from + LONGEST_JWT_PART);
        while (at < last && Signs.WORD.has(text[at])) at++;
        return at;
    }

    /** The offset after a private key in PEM whose first dash is here; after its first line if it has no end. */
    int pem(int from) {
        if (!startsWith(from, BEGIN)) return 0;
        int title = from + BEGIN.length();
        int close = find("-----", title, Math.min(length, title + LONGEST_TITLE));
        if (close < 0 || find("PRIVATE KEY", title, close) < 0) return 0;
        int last = Math.min(length, close + LONGEST_JWT_PART);
        int end = find(END, Math.max(close, noEndBefore), last);
        if (end < 0) noEndBefore = Math.max(noEndBefore, last - END.length() + 1);
        return end < 0 ? close + 5 : Math.min(length, end + END.length() + close - title + 5);
    }

    private int find(String word, int from, int to) {
        for (int i = from; i + word.length() <= to; i++) if (startsWith(i, word)) return i;
        return -1;
    }

    boolean startsWith(int from, String word) {
        if (from + word.length() > length) return false;
        for (int i = 0; i < word.length(); i++) if (text[from + i] != word.charAt(i)) return false;
        return true;
    }

    /** Not a word or a place for one: of different signs, a digit among them. */
    private boolean isRandom(int from, int to) {
        return isRandom(text, from, to, Math.min(FEWEST_SIGNS, (to - from) / 2));
    }

    static boolean isRandom(char[] text, int from, int to, int leastSigns) {
        long low = 0;
        long high = 0;
        boolean digit = false;
        for (int i = from; i < to; i++) {
            char c = text[i];
            digit |= DigitRun.isDigit(c);
            if (c < 64) low |= 1L << c;
            else high |= 1L << (c & 63);
        }
        return digit && Long.bitCount(low) + Long.bitCount(high) >= leastSigns;
    }

    private static List<List<Form>> forms() {
        List<List<Form>> forms = new ArrayList<>();
        for (int i = 0; i < 0x80; i++) forms.add(new ArrayList<>());
        List<Form> all = new ArrayList<>();
        addModels(all);
        addOthers(all);
        for (Form form : all) forms.get(form.prefix.charAt(0)).add(form);
        return forms;
    }

    /** Of those who serve models. */
    private static void addModels(List<Form> all) {
        add(all, Signs.WORD, 20, LONGEST, "sk-", "xai-", "pplx-", "tvly-", "nvapi-");
        add(all, Signs.WORD, 35, 35, "AIza");
        add(all, Signs.ALNUM, 30, 64, "hf_", "gsk_", "r8_", "fal_");
    }

    /** Of clouds, forges and shops. */
    private static void addOthers(List<Form> all) {
        add(all, Signs.UPPER, 16, 16, "AKIA", "ASIA", "ABIA", "ACCA");
        add(all, Signs.ALNUM, 36, 255, "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "npm_");
        add(all, Signs.WORD, 20, LONGEST, "glpat-", "gldt-", "glrt-", "lin_api_", "phc_", "ntn_", "secret_");
        add(all, Signs.WORD, 20, LONGEST, "sq0csp-", "sq0atp-", "EAAA");
        add(all, Signs.WORD, 16, LONGEST, "sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_");
        add(all, Signs.WORD, 16, LONGEST, "github_pat_", "pypi-AgEI");
        add(all, Signs.WORD, 10, LONGEST, "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xapp-");
        add(all, Signs.DOTTED, 20, LONGEST, "ya29.", "SG.", "hvs.", "hvb.", "dp.st.", "dp.pt.", "v2.local.");
        add(all, Signs.ALNUM, 30, 64, "sntrys_", "pul-", "PMAK-", "rubygems_", "glsa_");
        add(all, Signs.HEX, 32, 64, "dop_v1_", "doo_v1_", "dor_v1_", "dapi", "key-", "SK", "AC");
        add(all, Signs.HEX, 32, 64, "shpat_", "shpca_", "shppa_", "shpss_");
        add(all, Signs.UPPER, 58, 58, "AGE-SECRET-KEY-1");
    }

    private static void add(List<Form> all, Signs signs, int least, int most, String... prefixes) {
        for (String prefix : prefixes) all.add(new Form(prefix, signs, least, most));
    }
}
