package dev.outrigger.engine;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model's {@code config.json}, as transformers writes it: typed values, and messages that name the file and the key. A
 * key that is null is absent.
 */
final class HubConfig {
    private static final int MOST_BYTES = 1 << 20;

    private final Path file;
    private final String prefix;
    private final JsonObject values;

    private HubConfig(Path file, String prefix, JsonObject values) {
        this.file = file;
        this.prefix = prefix;
        this.values = values;
    }

    static HubConfig read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) throw new IOException(file + ": is larger than " + MOST_BYTES + " bytes");
        try {
            return new HubConfig(
                    file, "", JsonParser.parseString(Files.readString(file)).getAsJsonObject());
        } catch (JsonParseException | IllegalStateException cause) {
            throw new IOException(file + ": is no JSON object: " + cause.getMessage(), cause);
        }
    }

    /** The file. */
    Path file() {
        return file;
    }

    boolean has(String key) {
        return find(key).isPresent();
    }

    int whole(String key) throws IOException {
        return whole(find(key).orElseThrow(() -> missing(key)), key);
    }

    int whole(String key, int absent) throws IOException {
        Optional<JsonElement> value = find(key);
        return value.isPresent() ? whole(value.get(), key) : absent;
    }

    double real(String key) throws IOException {
        return number(find(key).orElseThrow(() -> missing(key)), key);
    }

    double real(String key, double absent) throws IOException {
        Optional<JsonElement> value = find(key);
        return value.isPresent() ? number(value.get(), key) : absent;
    }

    String text(String key) throws IOException {
        return text(find(key).orElseThrow(() -> missing(key)), key);
    }

    String text(String key, String absent) throws IOException {
        Optional<JsonElement> value = find(key);
        return value.isPresent() ? text(value.get(), key) : absent;
    }

    boolean isTrue(String key, boolean absent) throws IOException {
        Optional<JsonElement> value = find(key);
        if (value.isEmpty()) return absent;
        if (value.get().isJsonPrimitive() && value.get().getAsJsonPrimitive().isBoolean())
            return value.get().getAsBoolean();
        throw wrong(key, "true or false", value.get());
    }

    /** An object in it. */
    Optional<HubConfig> in(String key) throws IOException {
        Optional<JsonElement> value = find(key);
        if (value.isEmpty()) return Optional.empty();
        if (!value.get().isJsonObject()) throw wrong(key, "an object", value.get());
        return Optional.of(new HubConfig(file, prefix + key + ".", value.get().getAsJsonObject()));
    }

    /** What is wrong with a value. */
    IOException wrong(String key, String rule, Object was) {
        return new IOException(file + ": " + prefix + key + " must be " + rule + ", was " + was);
    }

    /** The value of a key, of whatever kind. */
    Optional<JsonElement> find(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isJsonNull());
    }

    private IOException missing(String key) {
        return new IOException(file + ": has no " + prefix + key);
    }

    private int whole(JsonElement value, String key) throws IOException {
        double number = number(value, key);
        if (number == (int) number) return (int) number;
        throw wrong(key, "a whole number", value);
    }

    private double number(JsonElement value, String key) throws IOException {
        try {
            if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) return value.getAsDouble();
        } catch (NumberFormatException noDouble) {
            throw wrong(key, "a number", value);
        }
        throw wrong(key, "a number", value);
    }

    private String text(JsonElement value, String key) throws IOException {
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) return value.getAsString();
        throw wrong(key, "a text", value);
    }
}
