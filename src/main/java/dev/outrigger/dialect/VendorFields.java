package dev.outrigger.dialect;

import dev.outrigger.dialect.json.JsonValue;
import java.util.HashSet;
import java.util.Set;

/**
 * Collects the names of fields that have no word in the vocabulary. Names are the app's: they go to a header and a span,
 * so only what looks like a name is repeated, and not more than {@link #MAX_NAMES} of them.
 */
public final class VendorFields {
    /** More names than these are told as one {@code more}. */
    public static final int MAX_NAMES = 64;

    private static final int MAX_NAME_CHARS = 64;

    private final Set<String> names = new HashSet<>();

    /** Notes the fields of the object that are not among the known ones; {@code path} comes before their names. */
    public void unknownIn(JsonValue object, String path, Set<String> known) {
        object.forEachField((name, value) -> {
            // Known ones, nearly all, are not decoded.
            for (String word : known) if (name.says(word)) return;
            add(path, name.text());
        });
    }

    /** Notes a field. */
    public void add(String path, String name) {
        String full = path + (looksLikeName(name) ? name : "unprintable");
        if (!names.contains(full)) names.add(names.size() < MAX_NAMES ? full : "more");
    }

    public Set<String> names() {
        return names;
    }

    private static boolean looksLikeName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME_CHARS
                && name.chars()
                        .allMatch(c -> c == '_' || c == '-' || c == '.' || (c < 128 && Character.isLetterOrDigit(c)));
    }
}
