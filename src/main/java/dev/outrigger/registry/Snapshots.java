package dev.outrigger.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of a model as it was on a day, such as {@code gpt-5-mini-2025-08-07} or {@code claude-haiku-4-5@20251001}. */
final class Snapshots {
    /** A whole date alone: shorter numbers at the end tell versions apart that are priced apart. */
    private static final Pattern DATED = Pattern.compile("(.+)[-@](20\\d{2}-\\d{2}-\\d{2}|20\\d{6})");

    private static final String LATEST = "-latest";

    private Snapshots() {}

    /** The name without its date; absent where it has none. */
    static Optional<String> undated(String name) {
        Matcher dated = DATED.matcher(name);
        return dated.matches() ? Optional.of(dated.group(1)) : Optional.empty();
    }

    /** The name without its date or the word for the newest. */
    static String bare(String name) {
        return name.endsWith(LATEST) && name.length() > LATEST.length()
                ? name.substring(0, name.length() - LATEST.length())
                : undated(name).orElse(name);
    }
}
