package dev.outrigger.analyze;

import dev.outrigger.sensitive.SensitiveType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The labels that dimensions have, so that an expression which asks for another one is known to be mistaken before any
 * request came. They depend on the heads that are read with: those of the product, those of an operator's own, or some
 * that nobody has seen yet. Immutable.
 */
public final class KnownLabels {
    /** What the product's quick head of fields says; a test compares them. */
    private static final List<String> FIELDS = List.of(
            "general",
            "computing",
            "mathematics",
            "natural_science",
            "engineering",
            "medicine",
            "law",
            "finance",
            "business",
            "social_science",
            "history",
            "language_arts",
            "arts_media",
            "daily_life",
            "other");

    private static final Set<String> TWO_LETTERS = Set.of(Locale.getISOLanguages());

    private final Map<Dimension, List<String>> labels;

    private KnownLabels(Map<Dimension, List<String>> labels) {
        this.labels = Map.copyOf(labels);
    }

    /** Those of the heads that are shipped. */
    public static KnownLabels ofProduct() {
        return of(Map.of(
                Dimension.TASK.name(), TaskFamily.tasks(),
                Dimension.FIELD.name(), FIELDS,
                Dimension.STYLE.name(), List.of("concise", "neutral", "verbose")));
    }

    /**
     * Those of other heads; of one that is not among them nothing is known.
     *
     * @param heads the labels of each, by its name
     */
    public static KnownLabels of(Map<String, List<String>> heads) {
        Map<Dimension, List<String>> labels = fixed();
        for (Dimension dimension : List.of(Dimension.TASK, Dimension.FIELD, Dimension.STYLE))
            labels.put(dimension, heads.getOrDefault(dimension.name(), List.of()));
        labels.put(Dimension.FIELDS, heads.getOrDefault(Dimension.FIELD.name(), List.of()));
        labels.put(
                Dimension.DOMAIN,
                labels.getOrDefault(Dimension.TASK, List.of()).stream()
                        .map(TaskFamily::of)
                        .distinct()
                        .toList());
        return new KnownLabels(labels);
    }

    /** Those that do not depend on any heads: of heads that nobody could look into, every label may be one. */
    public static KnownLabels ofUnknownHeads() {
        return new KnownLabels(fixed());
    }

    /** Why the label is none of this dimension's, with those that are; absent where it is one, or nobody knows. */
    public Optional<String> objection(Dimension dimension, String label) {
        if (dimension.equals(Dimension.LANGUAGE) || dimension.equals(Dimension.LANGUAGES))
            return languageObjection(dimension, label);
        if (dimension.equals(Dimension.LOCALE)) return localeObjection(label);
        List<String> known = of(dimension);
        return known.isEmpty() || known.contains(label)
                ? Optional.empty()
                : Optional.of(dimension + " is never '" + label + "'; its labels are " + String.join(", ", known));
    }

    /** Those of a dimension; none where there are too many, nobody knows them, or it has no labels. */
    List<String> of(Dimension dimension) {
        return labels.getOrDefault(dimension, List.of());
    }

    /** A language that has a code of two letters is known to somebody, though not to this detector. */
    private static Optional<String> languageObjection(Dimension dimension, String label) {
        if (label.equals(LanguageDetector.UNDETERMINED) || LanguageCode.LONG.contains(label)) return Optional.empty();
        Optional<String> shown = LanguageCode.shown(label);
        if (shown.equals(Optional.of(label)) && TWO_LETTERS.contains(label)) return Optional.empty();
        return Optional.of(dimension + " is never '" + label + "'"
                + shown.filter(code -> !code.equals(label))
                        .map(code -> ", which is called " + code)
                        .orElse("")
                + "; its labels are codes of ISO 639: those of two letters such as en, de or zh, and "
                + String.join(", ", LanguageCode.LONG) + " and " + LanguageDetector.UNDETERMINED);
    }

    private static Optional<String> localeObjection(String label) {
        return LocaleTag.of(label).filter(label::equals).isPresent()
                ? Optional.empty()
                : Optional.of("locale is never '" + label
                        + "'; its labels are a language of ISO 639 and a region of ISO 3166, such as en-GB or pt-BR, and "
                        + LocaleTag.LATIN_AMERICA);
    }

    private static Map<Dimension, List<String>> fixed() {
        Map<Dimension, List<String>> labels = new LinkedHashMap<>();
        labels.put(
                Dimension.LATENCY,
                Arrays.stream(Patience.values()).map(Patience::word).toList());
        labels.put(Dimension.TOOL_LOOP, StructureProbe.TOOL_LOOPS);
        labels.put(Dimension.OUTPUT_SCHEMA, StructureProbe.FORMS);
        labels.put(Dimension.CODE_LANGUAGES, CodeWords.labels());
        labels.put(
                Dimension.SENSITIVITY,
                Stream.of(SensitiveType.values()).map(Enum::name).toList());
        labels.put(
                Dimension.ANSWER_FORMAT,
                Arrays.stream(AnswerFormat.values()).map(AnswerFormat::word).toList());
        labels.put(Dimension.TONE, Arrays.stream(Tone.values()).map(Tone::word).toList());
        labels.put(Dimension.SCRIPT, Scripts.codes());
        return labels;
    }
}
