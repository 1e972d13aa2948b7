package dev.outrigger.sensitive;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Numbers with letters in them: bank accounts, states' numbers of people and vehicles, and what words beside them tell. */
final class LetterIds {
    /** By country, how many characters. Source: SWIFT, "IBAN Registry", release 99. */
    private static final Map<String, Integer> IBAN = ibans();

    private static final String DNI = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String HETU = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    private static final String VIN_VALUES = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";
    private static final int[] VIN_WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    private static final int[] FISCAL_ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };
    private static final int[] RESIDENT = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private final char[] text;
    private final int length;
    private final Context context;
    private final Set<SensitiveType> wanted;
    private final Gap gap;

    LetterIds(char[] text, int length, Allowance allowance, Context context, Set<SensitiveType> wanted) {
        this.gap = new Gap(text, length, allowance);
        this.text = text;
        this.length = length;
        this.context = context;
        this.wanted = wanted;
    }

    /** The offset after an IBAN that begins here, in a line or in cells; 0 for none. */
    int iban(int from) {
        if (from + 4 >= length || !DigitRun.isDigit(text[from + 2]) || !DigitRun.isDigit(text[from + 3])) return 0;
        Integer expected = IBAN.get(upper(from, from + 2));
        if (expected == null) return 0;
        int end = iban(from, expected, Optional.empty());
        return end > 0 || gap.read(from + 4) == 0 ? end : iban(from, expected, Optional.of(gap.signs()));
    }

    private int iban(int from, int expected, Optional<String> signs) {
        int at = from;
        int remainder = 0;
        int head = 0;
        for (int count = 0; count < expected; count++) {
            at = count == 0 ? at : signs.isPresent() ? nextInCell(at, count, signs.get()) : nextInLine(at);
            int value = at < length && text[at] < 0x80 ? Character.digit(text[at], 36) : -1;
            if (value < 0) return 0;
            at++;
            if (count < 4) head = head * (value > 9 ? 100 : 10) + value;
            else remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        // The first four stand last: two letters are four digits.
        boolean isRight = (remainder * 1_000_000L + head) % 97 == 1;
        return isRight && ends(at) ? at : 0;
    }

    private int nextInLine(int at) {
        return at < length && (text[at] == ' ' || text[at] == '-') ? at + 1 : at;
    }

    /** The length where it goes on with other signs than before. */
    private int nextInCell(int at, int count, String signs) {
        if (count % 4 != 0) return at;
        int next = gap.read(at);
        return next > 0 && gap.has(signs) ? next : length;
    }

    /** What the word from one offset to before another is. */
    Optional<SensitiveType> word(int from, int to) {
        SensitiveType type = switch (to - from) {
            case 9 ->
                isNie(from)
                        ? SensitiveType.ES_DNI
                        : isDni(from) ? SensitiveType.ES_DNI : isNino(from) ? SensitiveType.UK_NINO : null;
            case 10 -> isPan(from) ? SensitiveType.IN_PAN : null;
            case 11 -> hetu(from) > 0 ? SensitiveType.FI_HETU : null;
            case 16 -> isFiscal(from) ? SensitiveType.IT_FISCAL_CODE : null;
            case 17 -> isVin(from) ? SensitiveType.VIN : null;
            case 18 -> isResident(from) ? SensitiveType.CN_RESIDENT_ID : null;
            default -> null;
        };
        return Optional.ofNullable(type).filter(wanted::contains).or(() -> Optional.ofNullable(told(from, to)));
    }

    private @Nullable SensitiveType told(int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) if (DigitRun.isDigit(text[i])) digits++;
        if (digits < 5 || to - from > 16) return null;
        if (wants(SensitiveType.PASSPORT)
                && to - from >= 6
                && to - from <= 9
                && context.before(from, 40, Words.PASSPORT)) return SensitiveType.PASSPORT;
        if (wants(SensitiveType.MEDICAL_RECORD) && context.before(from, 28, Words.RECORD))
            return SensitiveType.MEDICAL_RECORD;
        return to - from >= 7 && context.before(from, 28, Words.LICENCE) ? SensitiveType.DRIVING_LICENCE : null;
    }

    private boolean wants(SensitiveType type) {
        return wanted.contains(type);
    }

    /** The offset after a Finnish or Spanish number, or one of the United Kingdom in groups; 0 for none. */
    int grouped(int from, SensitiveType type) {
        return switch (type) {
            case FI_HETU -> hetu(from);
            case UK_NINO -> isForm(from, "AA 99 99 99 A") && isNinoPrefix(from) ? from + 13 : 0;
            case ES_DNI ->
                isForm(from, "99999999-A") && isDniLetter(number(from, from + 8), text[from + 9]) ? from + 10 : 0;
            default -> 0;
        };
    }

    /** Day, month, year, a sign for the century, three digits, and a check. Source: Finnish Digital and Population Data Services Agency. */
    private int hetu(int from) {
        if (from + 11 > length || "+-ABCDEFYXWVU".indexOf(text[from + 6]) < 0 || !ends(from + 11)) return 0;
        for (int i = from; i < from + 10; i++) if (i != from + 6 && !DigitRun.isDigit(text[i])) return 0;
        long number = number(from, from + 6) * 1000 + number(from + 7, from + 10);
        boolean isDay = Checksums.isDay((int) number(from + 2, from + 4), (int) number(from, from + 2));
        return isDay && HETU.charAt((int) (number % 31)) == Character.toUpperCase(text[from + 10]) ? from + 11 : 0;
    }

    private boolean isDni(int from) {
        return isForm(from, "99999999A") && isDniLetter(number(from, from + 8), text[from + 8]);
    }

    private boolean isNie(int from) {
        int first = "XYZ".indexOf(Character.toUpperCase(text[from]));
        return first >= 0
                && isForm(from, "A9999999A")
                && isDniLetter(first * 10_000_000L + number(from + 1, from + 8), text[from + 8]);
    }

    private static boolean isDniLetter(long number, char letter) {
        return DNI.charAt((int) (number % 23)) == Character.toUpperCase(letter);
    }

    private boolean isNino(int from) {
        return isForm(from, "AA999999A") && isNinoPrefix(from) && text[from + 8] >= 'A' && text[from + 8] <= 'D';
    }

    /** Source: HMRC, National Insurance Manual, NIM39110. */
    private boolean isNinoPrefix(int from) {
        String prefix = new String(text, from, 2);
        boolean isBarred = "BG GB NK KN TN NT ZZ".contains(prefix);
        return !isBarred
                && "DFIQUV".indexOf(prefix.charAt(0)) < 0
                && "DFIQUVO".indexOf(prefix.charAt(1)) < 0
                && Character.isUpperCase(prefix.charAt(0));
    }

    private boolean isPan(int from) {
        return isForm(from, "AAAAA9999A")
                && "PCHABGJLFT".indexOf(Character.toUpperCase(text[from + 3])) >= 0
                && context.near(from, from + 10, Words.PAN);
    }

    private boolean isFiscal(int from) {
        int sum = 0;
        if (!isForm(from, "AAAAAA**A**A***A") || "ABCDEHLMPRST".indexOf(Character.toUpperCase(text[from + 8])) < 0)
            return false;
        int digits = 0;
        for (int i = 6; i < 15; i++) if (DigitRun.isDigit(text[from + i])) digits++;
        if (digits < 4) return false;
        for (int i = 0; i < 15; i++) {
            int value = Character.digit(text[from + i], 36);
            int place = value > 9 ? value - 10 : value;
            sum += i % 2 == 0 ? FISCAL_ODD[place] : place;
        }
        return 'A' + sum % 26 == Character.toUpperCase(text[from + 15]);
    }

    private boolean isVin(int from) {
        int sum = 0;
        boolean letters = false;
        for (int i = 0; i < 17; i++) {
            int value = VIN_VALUES.indexOf(text[from + i]);
            if (value < 0 || text[from + i] == '.') return false;
            letters |= value > 9;
            sum += value % 10 * VIN_WEIGHTS[i];
        }
        for (int i = 13; i < 17; i++) if (!DigitRun.isDigit(text[from + i])) return false;
        return letters && "0123456789X".charAt(sum % 11) == text[from + 8];
    }

    /** Source: GB 11643-1999. */
    private boolean isResident(int from) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            if (!DigitRun.isDigit(text[from + i])) return false;
            sum += RESIDENT[i] * (text[from + i] - '0');
        }
        boolean isDay = Checksums.isDay((int) number(from + 10, from + 12), (int) number(from + 12, from + 14));
        return isDay && "10X98765432".charAt(sum % 11) == Character.toUpperCase(text[from + 17]);
    }

    /** Whether it is of this form: 9 is a digit, A a letter of ASCII, * either; other signs are themselves. */
    private boolean isForm(int from, String form) {
        if (from + form.length() > length || !ends(from + form.length())) return false;
        for (int i = 0; i < form.length(); i++) {
            char c = text[from + i];
            boolean fits = switch (form.charAt(i)) {
                case '9' -> DigitRun.isDigit(c);
                case 'A' -> c < 0x80 && DigitRun.isLetter(c);
                case '*' -> c < 0x80 && (DigitRun.isLetter(c) || DigitRun.isDigit(c));
                default -> c == form.charAt(i);
            };
            if (!fits) return false;
        }
        return true;
    }

    private boolean ends(int at) {
        return DigitRun.isBorder(text, length, at);
    }

    private long number(int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) number = 10 * number + text[i] - '0';
        return number;
    }

    private String upper(int from, int to) {
        return new String(text, from, to - from).toUpperCase(java.util.Locale.ROOT);
    }

    private static Map<String, Integer> ibans() {
        String registry =
                "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24"
                        + " FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32"
                        + " LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24"
                        + " RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";
        return java.util.Arrays.stream(registry.split(" "))
                .collect(java.util.stream.Collectors.toUnmodifiableMap(
                        entry -> entry.substring(0, 2), entry -> Integer.parseInt(entry.substring(2))));
    }
}
