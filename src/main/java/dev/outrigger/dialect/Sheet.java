package dev.outrigger.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * What is written of a frame, piece by piece, in bytes: characters that grow in one place take many times as much, and are
 * copied as often. Not thread-safe; one a frame.
 */
public final class Sheet {
    /** Characters of two units are written as they are, which JSON's own bytes escape. */
    private static final ObjectWriter PLAIN =
            Json.STRICT.writer().with(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8);

    private final List<Bytes> pieces = new ArrayList<>();

    /** Adds these characters. */
    public Sheet add(String text) {
        if (!text.isEmpty()) pieces.add(Bytes.of(text));
        return this;
    }

    /** Adds an object as JSON. */
    public Sheet add(ObjectNode json) {
        try {
            pieces.add(Bytes.of(PLAIN.writeValueAsBytes(json)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
        return this;
    }

    /** Adds these bytes. */
    public Sheet add(Bytes bytes) {
        pieces.add(bytes);
        return this;
    }

    /** Whether nothing was written. */
    public boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** All that was written. */
    public Bytes bytes() {
        return new Splice(pieces).joined();
    }
}
