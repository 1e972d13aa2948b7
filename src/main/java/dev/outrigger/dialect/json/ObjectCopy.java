package dev.outrigger.dialect.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;

/**
 * An object that was written as JSON, to stand in another: on one line, its numbers as they were. It is copied as it is
 * read, for as a tree it takes up to fifty times its bytes.
 */
public final class ObjectCopy {
    private ObjectCopy() {}

    /** What the text is, if that is an object and nothing after it; absent when it is not. */
    public static Optional<JsonNode> of(String text) {
        return read(text, Rest.NONE);
    }

    /** What the text begins with, if that is an object; absent when it is none. */
    public static Optional<JsonNode> atTheBeginning(String text) {
        return read(text, Rest.ANY);
    }

    /** What may follow it. */
    private enum Rest {
        NONE,
        ANY
    }

    private static Optional<JsonNode> read(String text, Rest rest) {
        try (JsonParser from = Json.STRICT.createParser(text)) {
            if (from.nextToken() != JsonToken.START_OBJECT) return Optional.empty();
            StringWriter written = new StringWriter(text.length());
            try (JsonGenerator to = Json.STRICT.createGenerator(written)) {
                copy(from, to);
            }
            if (rest == Rest.NONE && from.nextToken() != null) return Optional.empty();
            return Optional.of(Json.STRICT.getNodeFactory().rawValueNode(new RawValue(written.toString())));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static void copy(JsonParser from, JsonGenerator to) throws IOException {
        int depth = 0;
        do {
            JsonToken token = from.currentToken();
            if (token == null) throw new IOException("it ends before the object does");
            if (token.isStructStart()) depth++;
            if (token.isStructEnd()) depth--;
            if (token.isNumeric()) to.writeNumber(from.getText());
            else to.copyCurrentEvent(from);
            if (depth > 0) from.nextToken();
        } while (depth > 0);
    }
}
