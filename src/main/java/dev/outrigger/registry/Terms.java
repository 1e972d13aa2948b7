package dev.outrigger.registry;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Under which law a model's answers are made, and which rules it is known to keep.
 *
 * @param jurisdiction a tag such as {@code eu}; absent when unknown
 * @param compliance tags such as {@code hipaa}; what is not there is not known to be kept
 */
@Doc("Under which law it answers and which rules it keeps, as the stage region reads it.")
public record Terms(
        @Doc("Where requests are processed, a tag in lower case such as eu or us.")
        Optional<String> jurisdiction,

        @Doc("Rules it is known to keep, tags in lower case such as gdpr or hipaa.") @Default("[]")
        List<String> compliance) {
    /** Nothing is known. */
    public static final Terms UNKNOWN = new Terms(Optional.empty(), List.of());

    /** What tags look like: they are compared as they are written. */
    private static final Pattern TAG = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    public Terms {
        jurisdiction.ifPresent(tag -> checkTag("jurisdiction", tag));
        compliance = List.copyOf(compliance);
        for (String tag : compliance) checkTag("compliance", tag);
    }

    /**
     * Looks whether it is a tag.
     *
     * @throws IllegalArgumentException with the key
     */
    public static void checkTag(String key, String tag) {
        if (!TAG.matcher(tag).matches())
            throw new IllegalArgumentException(key + " must be a tag in lower case such as eu, was " + tag);
    }
}
