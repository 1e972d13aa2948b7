package dev.outrigger.analyze;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The scripts of a text by their codes of <a href="https://www.unicode.org/iso15924/">ISO 15924</a>. Kana, and the Chinese
 * characters beside them, are {@code Jpan}; other Chinese characters are {@code Hans} or {@code Hant} where four in five of
 * those that are written in one way alone say so, else {@code Hani}. A script whose code is not listed is {@code Zzzz}.
 */
final class Scripts {
    private static final List<String> LISTED = List.of(
            "Adlm", "Arab", "Armn", "Beng", "Bopo", "Cans", "Cher", "Copt", "Cyrl", "Deva", "Ethi", "Geor", "Goth",
            "Grek", "Gujr", "Guru", "Hang", "Hebr", "Java", "Khmr", "Knda", "Laoo", "Latn", "Mlym", "Mong", "Mymr",
            "Nkoo", "Orya", "Runr", "Sinh", "Sund", "Syrc", "Taml", "Telu", "Tfng", "Thaa", "Thai", "Tibt", "Yiii");

    private static final int FIRST_BEYOND_ASCII = 0x80;

    private static final Optional<String> LATIN = Optional.of("Latn");
    private static final String JAPANESE = "Jpan";
    private static final String CHINESE = "Hani";
    private static final String SIMPLIFIED = "Hans";
    private static final String TRADITIONAL = "Hant";
    private static final String OTHER = "Zzzz";
    /** Of kana among what Japanese is written in; a Chinese text that names something in kana has less. */
    private static final double LEAST_KANA = 0.1;
    /** Times as many characters of one form as of the other. */
    private static final int CLEAR = 4;

    private static final Map<UnicodeScript, String> CODES = codesByScript();

    private Scripts() {}

    /** Every code that a text may have. */
    static List<String> codes() {
        return Stream.concat(LISTED.stream(), Stream.of(CHINESE, SIMPLIFIED, TRADITIONAL, JAPANESE, OTHER))
                .sorted()
                .toList();
    }

    /** Those of which at least this share of the letters is, and where they stand; empty where there is no letter. */
    static Optional<Score> of(String text, double leastShare) {
        String chinese = chinese(text);
        Map<String, Double> weights = new HashMap<>();
        text.codePoints()
                .forEach(point -> code(point, chinese)
                        .ifPresent(code -> weights.merge(code, LanguageMix.weight(point), Double::sum)));
        double whole = weights.values().stream().mapToDouble(weight -> weight).sum();
        if (whole == 0) return Optional.empty();
        List<String> told = weights.keySet().stream()
                .filter(code -> weights.getOrDefault(code, 0.0) >= leastShare * whole)
                .sorted()
                .toList();
        return Optional.of(Score.labelled(told, stretches(text, chinese, told)));
    }

    private static List<Score.Value.Span> stretches(String text, String chinese, List<String> told) {
        Stretches stretches = new Stretches();
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            int point = text.codePointAt(at);
            int from = at;
            code(point, chinese)
                    .filter(told::contains)
                    .ifPresent(code -> stretches.add(code, from, from + Character.charCount(point)));
        }
        return stretches.told();
    }

    /** @param chinese what Chinese characters count as */
    private static Optional<String> code(int point, String chinese) {
        if (point < FIRST_BEYOND_ASCII) return isAsciiLetter(point) ? LATIN : Optional.empty();
        if (!Character.isLetter(point)) return Optional.empty();
        return switch (UnicodeScript.of(point)) {
            case COMMON, INHERITED -> Optional.empty();
            case HAN -> Optional.of(chinese);
            case UnicodeScript script -> Optional.of(CODES.getOrDefault(script, OTHER));
        };
    }

    private static boolean isAsciiLetter(int point) {
        return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
    }

    private static String chinese(String text) {
        if (!Han.mayBeIn(text)) return CHINESE;
        long kana = count(text, UnicodeScript.HIRAGANA) + count(text, UnicodeScript.KATAKANA);
        long han = count(text, UnicodeScript.HAN);
        if (kana > 0 && kana >= LEAST_KANA * (kana + han)) return JAPANESE;
        return han == 0 ? CHINESE : form(Han.of(text));
    }

    private static String form(Han han) {
        if (han.simplified() > 0 && han.simplified() >= CLEAR * han.traditional()) return SIMPLIFIED;
        return han.traditional() > 0 && han.traditional() >= CLEAR * han.simplified() ? TRADITIONAL : CHINESE;
    }

    private static long count(String text, UnicodeScript script) {
        return text.codePoints()
                .filter(point -> UnicodeScript.of(point) == script)
                .count();
    }

    private static Map<UnicodeScript, String> codesByScript() {
        Map<UnicodeScript, String> codes = new EnumMap<>(UnicodeScript.class);
        LISTED.forEach(code -> codes.put(UnicodeScript.forName(code), code));
        codes.put(UnicodeScript.HIRAGANA, JAPANESE);
        codes.put(UnicodeScript.KATAKANA, JAPANESE);
        return codes;
    }
}
