package dev.outrigger.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Values of one type that many decisions have in common, or that are long: each stands once a file as a line of its own,
 * {@code {"KEY": {"hash": …, "is": …}}}, and by its hash wherever it is meant. Not thread-safe.
 */
final class ToldOnce<T> {
    private static final String HASH = "hash";
    private static final String IS = "is";
    private static final int HASH_DIGITS = 16;

    private final String key;
    private final Class<T> type;
    private final RecordCodec codec;
    private final Consumer<String> fresh;
    private final Map<T, String> hashes = new HashMap<>();
    private final Map<String, T> values = new LinkedHashMap<>();

    /** @param fresh takes the line of a value that was not said before */
    ToldOnce(String key, Class<T> type, RecordCodec codec, Consumer<String> fresh) {
        this.key = key;
        this.type = type;
        this.codec = codec;
        this.fresh = fresh;
    }

    /** The codec, which writes these by reference. */
    RecordCodec in(RecordCodec whole) {
        return whole.with(type, Leaf.of(this::reference, this::referred));
    }

    private JsonNode reference(T value) {
        String known = hashes.get(value);
        if (known != null) return TextNode.valueOf(known);
        JsonNode json = codec.encode(value, type);
        String hash = Chain.BEGIN.next(json.toString()).hex().substring(0, HASH_DIGITS);
        hashes.put(value, hash);
        fresh.accept(line(key, hash, json));
        return TextNode.valueOf(hash);
    }

    private T referred(JsonNode json) {
        T value = values.get(Leaf.text(json));
        if (value == null) throw new IllegalArgumentException("the " + key + " " + json + " was not told before");
        return value;
    }

    /** Takes what a line tells, if it is of these. */
    void read(JsonNode body) {
        if (!body.has(key)) return;
        JsonNode told = body.path(key);
        values.put(Leaf.text(told.path(HASH)), codec.decode(told.path(IS), type));
    }

    /** The line that says what a hash stands for. */
    static String line(String key, String hash, JsonNode value) {
        ObjectNode stated = JsonNodeFactory.instance.objectNode().put(HASH, hash);
        stated.set(IS, value);
        return body(key, stated);
    }

    static String body(String key, JsonNode value) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set(key, value);
        return json.toString();
    }
}
