package dev.outrigger.config;

import java.util.Locale;

/** How Java's names become the file's words. */
final class KeyWords {
    private KeyWords() {}

    /** {@code RateLimit → rateLimit}. */
    static String camelCase(String typeName) {
        return typeName.substring(0, 1).toLowerCase(Locale.ROOT) + typeName.substring(1);
    }

    /** {@code RateLimit} and {@code RATE_LIMIT → rate-limit}. */
    static String kebabCase(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").replace('_', '-').toLowerCase(Locale.ROOT);
    }
}
