package dev.outrigger.analyze;

import dev.outrigger.sensitive.SensitiveType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The labels that dimensions have, so that an expression which asks for another one is known to be mistaken before any
 * request came. They are those of the product's heads; a test compares them.
 */
public final class KnownLabels {
    /** The languages are told by codes, of which there are too many to name. */
    private static final String LANGUAGES = "codes of ISO 639 such as en, de or zh, and und";

    private static final Map<Dimension, List<String>> LABELS = labels();

    private KnownLabels() {}

    /** Why the label is none of this dimension's, with those that are; absent where it is one, or nobody knows. */
    public static Optional<String> objection(Dimension dimension, String label) {
        if (dimension.equals(Dimension.LANGUAGE) || dimension.equals(Dimension.LANGUAGES))
            return isLanguage(label) ? Optional.empty() : Optional.of(never(dimension, label, LANGUAGES));
        List<String> known = LABELS.getOrDefault(dimension, List.of());
        return known.isEmpty() || known.contains(label)
                ? Optional.empty()
                : Optional.of(never(dimension, label, String.join(", ", known)));
    }

    /** Those of a dimension; none where there are too many, or it has no labels. */
    static List<String> of(Dimension dimension) {
        return LABELS.getOrDefault(dimension, List.of());
    }

    private static String never(Dimension dimension, String label, String known) {
        return dimension + " is never '" + label + "'; its labels are " + known;
    }

    private static boolean isLanguage(String label) {
        if (label.equals(LanguageDetector.UNDETERMINED)) return true;
        boolean isCode = label.chars().allMatch(letter -> letter >= 'a' && letter <= 'z');
        return isCode
                && (label.length() == 3 || Set.of(Locale.getISOLanguages()).contains(label));
    }

    private static Map<Dimension, List<String>> labels() {
        Map<Dimension, List<String>> labels = new LinkedHashMap<>();
        labels.put(Dimension.TASK, TaskFamily.tasks());
        labels.put(
                Dimension.DOMAIN,
                TaskFamily.tasks().stream().map(TaskFamily::of).distinct().toList());
        labels.put(
                Dimension.FIELD,
                List.of(
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
                        "other"));
        labels.put(Dimension.STYLE, List.of("concise", "neutral", "verbose"));
        labels.put(
                Dimension.LATENCY,
                Arrays.stream(Patience.values()).map(Patience::word).toList());
        labels.put(
                Dimension.SENSITIVITY,
                Stream.of(SensitiveType.values()).map(Enum::name).collect(Collectors.toList()));
        return labels;
    }
}
