package dev.outrigger.dialect.gemini;

import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.JsonValue;
import dev.outrigger.dialect.json.NameCase;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Fields under either of their names: Gemini writes {@code inlineData} and reads {@code inline_data} as well. Names here
 * are those in camel case. Source: Protocol Buffers, "ProtoJSON Format" (https://protobuf.dev/programming-guides/json/).
 */
final class Spelling {
    private Spelling() {}

    /** The field's value; missing when it is {@code null}, which means the same. */
    static JsonValue get(JsonValue object, String name) {
        JsonValue value = object.get(name);
        if (value.isMissing() && isCamel(name)) value = object.get(snake(name));
        return value.isNull() ? JsonValue.MISSING : value;
    }

    static Optional<JsonValue> get(JsonObjectText.Parsed object, String name) {
        return object.value(name).or(() -> object.value(snake(name)));
    }

    /** These names in both spellings. */
    static Set<String> both(String... names) {
        Set<String> both = new HashSet<>();
        for (String name : names) {
            both.add(name);
            both.add(snake(name));
        }
        return Set.copyOf(both);
    }

    static String snake(String name) {
        return NameCase.snake(name);
    }

    static String camel(String name) {
        return NameCase.camel(name);
    }

    private static boolean isCamel(String name) {
        for (int i = 0; i < name.length(); i++) if (isUpper(name.charAt(i))) return true;
        return false;
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
