package dev.outrigger.dialect;

import dev.outrigger.dialect.json.JsonValue;
import dev.outrigger.dialect.json.JsonWords;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Collects the names of fields that have no word in the vocabulary. Names are the app's: they go to a header and a span,
 * so only what looks like a name is repeated, and not more than {@link #MAX_NAMES} of them.
 */
public final class VendorFields {
    /** More names than these are told as one {@code more}. */
    public static final int MAX_NAMES = 64;

    private static final int MAX_NAME_CHARS = 64;
    private static final int MAX_DEFAULT_BYTES = 64;

    /** Made with the first of them: few requests have one. */
    private Set<String> names = Set.of();

    private final Map<String, String> defaults;
    private final Set<String> switches;

    public VendorFields() {
        this(Map.of());
    }

    /** Of a dialect all of whose fields ask for nothing where they are empty. */
    public VendorFields(Map<String, String> defaults) {
        this(defaults, Set.of());
    }

    /**
     * @param defaults JSON without blanks that asks for nothing, by the name and path of its field
     * @param switches the names and paths of fields that ask for something where they are there, be it an empty object
     */
    public VendorFields(Map<String, String> defaults, Set<String> switches) {
        this.defaults = defaults;
        this.switches = switches;
    }

    /**
     * Notes the fields of the object that are not among the known ones and ask for something; {@code path} comes before
     * their names. Clients write fields that nobody set as {@code null}, or as nothing in quotes, brackets or braces.
     */
    public void unknownIn(JsonValue object, String path, Set<String> known) {
        object.forEachField((name, value) -> {
            // Known ones, nearly all, are not decoded.
            if (!name.saysOneOf(known)) addAsked(path, name.text(), value);
        });
    }

    /** The same, of the objects that every request has. */
    public void unknownIn(JsonValue object, String path, JsonWords known) {
        object.forEachField((name, value) -> {
            if (!name.saysOneOf(known)) addAsked(path, name.text(), value);
        });
    }

    /** Notes a field, unless its value asks for nothing. */
    public void addAsked(String path, String name, JsonValue value) {
        if (!saysNothing(path + name, value)) add(path, name);
    }

    private boolean saysNothing(String full, JsonValue value) {
        if (value.isObject() && switches.contains(full)) return false;
        boolean empty =
                value.isText() ? value.passage().isEmpty() : (value.isObject() || value.isArray()) && value.isEmpty();
        if (value.isNull() || empty) return true;
        String nothing = defaults.get(full);
        return nothing != null
                && value.end() - value.start() <= MAX_DEFAULT_BYTES
                && nothing.equals(value.written().text().replaceAll("\\s", ""));
    }

    /** Notes a field. */
    public void add(String path, String name) {
        String full = path + (looksLikeName(name) ? name : "unprintable");
        if (names.contains(full)) return;
        if (names.isEmpty()) names = new HashSet<>();
        names.add(names.size() < MAX_NAMES ? full : "more");
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
