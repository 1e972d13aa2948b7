package dev.outrigger.analyze;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tags of a language and a region: {@code en-GB}, the simple form of BCP 47 (<a href="https://www.rfc-editor.org/info/bcp47">RFC
 * 5646</a>). Languages are those of ISO 639-1, regions those of ISO 3166-1, and Latin America as a whole, for Spanish.
 */
final class LocaleTag {
    /** Spanish of no country of its own; its region is one of UN M.49. */
    static final String LATIN_AMERICA = "es-419";

    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final Set<String> REGIONS = Set.of(Locale.getISOCountries());

    private LocaleTag() {}

    /** The simple form of a tag, with - or _; absent where it names no language and region that there are. */
    static Optional<String> of(String tag) {
        Locale locale = Locale.forLanguageTag(tag.strip().replace('_', '-'));
        return of(locale.getLanguage(), locale.getCountry());
    }

    /** Of a language and a region. */
    static Optional<String> of(String language, String region) {
        String tag = language + "-" + region;
        return tag.equals(LATIN_AMERICA) || (LANGUAGES.contains(language) && REGIONS.contains(region))
                ? Optional.of(tag)
                : Optional.empty();
    }
}
