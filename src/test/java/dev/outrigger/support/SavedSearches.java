package dev.outrigger.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The questions of {@code observability/README.md} that Jaeger answers, each with its search. */
public final class SavedSearches {
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| ([^|]+\\?) \\|[^\\n]*\\| \\[open]\\(http://localhost:16686/search(\\?[^)]+)\\) \\|$");

    private SavedSearches() {}

    /** By question, the search from {@code ?} on, as the page has it. */
    public static Map<String, String> all() {
        Map<String, String> searches = new LinkedHashMap<>();
        ROW.matcher(text()).results().forEach(row -> searches.put(row.group(1), row.group(2)));
        return searches;
    }

    private static String text() {
        try {
            return Files.readString(Path.of("observability/README.md"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
