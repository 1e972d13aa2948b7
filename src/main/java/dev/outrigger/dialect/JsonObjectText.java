package dev.outrigger.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A JSON object's bytes together with the places of its fields in them, so that one field can change while every other
 * byte stays as the app wrote it. The values are not kept: this lives as long as the exchange.
 *
 * @param firstBrace offset of the object's opening brace
 * @param places where each field stands, in the order of the bytes
 */
record JsonObjectText(Bytes raw, int firstBrace, SequencedMap<String, Place> places) {
    /**
     * Reads an object in one pass. Strict: UTF-8 without NUL, one object and nothing after it, no duplicate keys, the
     * bounds of {@link Json}.
     *
     * @throws Json.Unfit with the rule that is broken
     */
    static Parsed read(Bytes raw) {
        if (!Utf8.isText(raw.array())) throw new Json.Unfit("the body must be UTF-8 text without NUL");
        SequencedMap<String, Place> places = new LinkedHashMap<>();
        Map<String, JsonNode> values = new HashMap<>();
        try (JsonParser parser = Json.STRICT.createParser(raw.array())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw new Json.Unfit("the body must be a JSON object");
            int brace = offset(parser);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                int start = offset(parser);
                parser.nextToken();
                int valueStart = offset(parser);
                values.put(name, Json.STRICT.readTree(parser));
                places.put(name, new Place(start, valueStart, (int)
                        parser.currentLocation().getByteOffset()));
            }
            if (parser.nextToken() != null) throw new Json.Unfit("nothing must follow the JSON object in the body");
            return new Parsed(new JsonObjectText(raw, brace, places), values);
        } catch (JsonProcessingException broken) {
            throw Json.unreadable(broken);
        } catch (IOException impossible) {
            throw new UncheckedIOException("bytes in memory cannot be read", impossible);
        }
    }

    private static int offset(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    boolean has(String name) {
        return places.containsKey(name);
    }

    /** The field's value, read anew. */
    Optional<JsonNode> reread(String name) {
        return Optional.ofNullable(places.get(name)).map(place -> {
            try {
                return Json.STRICT.readTree(raw.array(), place.valueStart(), place.end() - place.valueStart());
            } catch (IOException impossible) {
                throw new UncheckedIOException("a value that was read before cannot be read", impossible);
            }
        });
    }

    /** Byte offsets: of the name's opening quote, of the value's first byte, and after its last. */
    record Place(int start, int valueStart, int end) {}

    /** An object's places and values. */
    record Parsed(JsonObjectText text, Map<String, JsonNode> values) {
        /** The field's value; absent also when it is {@code null}. */
        Optional<JsonNode> value(String name) {
            return Optional.ofNullable(values.get(name)).filter(value -> !value.isNull());
        }
    }
}
