package dev.outrigger.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.chat.Bytes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A JSON object together with the places of its fields in the bytes it was read from, so that one field can change while
 * every other byte stays as the app wrote it.
 *
 * <p>Reading is strict: no duplicate keys, nesting to {@link #MAX_DEPTH}, nothing after the object.
 */
final class JsonObjectText {
    /** Deeper JSON is refused; no vendor's schema needs it, and it costs stack. */
    static final int MAX_DEPTH = 64;

    /** Longer numbers are refused; nothing in a chat request needs them. */
    static final int MAX_NUMBER_CHARS = 64;

    static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    // The body's own bound (limits.bodyBytes) holds before JSON is read.
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private final Bytes raw;
    private final SequencedMap<String, Field> fields;
    private final int firstBrace;

    private JsonObjectText(Bytes raw, SequencedMap<String, Field> fields, int firstBrace) {
        this.raw = raw;
        this.fields = fields;
        this.firstBrace = firstBrace;
    }

    /** Reads the object; a message says in the parser's words what is wrong, without the text itself. */
    static JsonObjectText read(Bytes raw) throws IOException {
        SequencedMap<String, Field> fields = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(raw.array())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw new IOException("the body is not a JSON object");
            int brace = (int) parser.currentTokenLocation().getByteOffset();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                String name = parser.currentName();
                parser.nextToken();
                int valueStart = (int) parser.currentTokenLocation().getByteOffset();
                JsonNode value = JSON.readTree(parser);
                int end = (int) parser.currentLocation().getByteOffset();
                fields.put(name, new Field(start, valueStart, end, value));
            }
            if (parser.nextToken() != null) throw new IOException("something follows the JSON object");
            return new JsonObjectText(raw, fields, brace);
        }
    }

    Optional<JsonNode> value(String name) {
        return Optional.ofNullable(fields.get(name)).map(Field::value).filter(value -> !value.isNull());
    }

    Iterable<String> names() {
        return fields.keySet();
    }

    SequencedMap<String, Field> fields() {
        return fields;
    }

    Bytes raw() {
        return raw;
    }

    int firstBrace() {
        return firstBrace;
    }

    /** Byte offsets: of the name's quote, of the value's first byte, and after its last. */
    record Field(int start, int valueStart, int end, JsonNode value) {}
}
