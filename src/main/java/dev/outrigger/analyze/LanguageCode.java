package dev.outrigger.analyze;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From the codes of the language model (ISO 639-3) to those people use (ISO 639-1). Some of the model's codes name one
 * member of a language that 639-1 knows as a whole: Mandarin is {@code zh}, Iranian Persian {@code fa}.
 */
final class LanguageCode {
    private static final Map<String, String> MEMBER_OF = Map.of(
            "cmn", "zh", "pes", "fa", "ekk", "et", "lvs", "lv", "plt", "mg", "nob", "no", "nno", "no", "hrv", "hr");
    /** Codes that ISO withdrew, which the JDK still lists: Hebrew, Indonesian, Yiddish and Javanese have others. */
    private static final Set<String> WITHDRAWN = Set.of("iw", "in", "ji", "jw");

    /** The codes of three letters that are shown, in order; a test compares them with the detector's. */
    static final List<String> LONG = List.of("ast", "ceb", "gsw", "min", "nan", "nds", "pnb", "war");

    private static final Map<String, String> SHORT = shortCodes();

    private LanguageCode() {}

    /** The two-letter code where there is one, else the code itself. */
    static String of(String iso6393) {
        return MEMBER_OF.getOrDefault(iso6393, SHORT.getOrDefault(iso6393, iso6393));
    }

    /** How a language is shown that has this code of two or three letters; absent where ISO 639-1 knows none. */
    static Optional<String> shown(String code) {
        if (WITHDRAWN.contains(code) || SHORT.containsValue(code)) return Optional.of(of(iso6393(code)));
        return Optional.of(of(code)).filter(shown -> !shown.equals(code));
    }

    /** The JDK has no code of three letters for one of those that were withdrawn. */
    private static String iso6393(String two) {
        return two.equals("jw") ? "jav" : Locale.of(two).getISO3Language();
    }

    private static Map<String, String> shortCodes() {
        Map<String, String> codes = new HashMap<>();
        for (String two : Locale.getISOLanguages())
            if (!WITHDRAWN.contains(two)) codes.put(Locale.of(two).getISO3Language(), two);
        return Map.copyOf(codes);
    }
}
