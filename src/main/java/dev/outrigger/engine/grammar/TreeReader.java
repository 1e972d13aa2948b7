package dev.outrigger.engine.grammar;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON of schemas, within bounds. */
final class TreeReader {
    private static final String ROOT = "#";

    private final JsonReader reader;
    private int values;

    private TreeReader(JsonReader reader) {
        this.reader = reader;
    }

    /**
     * @throws SchemaRefused when it is no JSON, names a field twice, or is too large
     */
    static Tree read(String json) {
        if (json.length() > Bounds.SCHEMA_CHARS)
            throw SchemaRefused.of(ROOT, "must have at most " + Bounds.SCHEMA_CHARS + " characters");
        JsonReader reader = new JsonReader(new StringReader(json));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(Bounds.SCHEMA_DEPTH);
        try {
            Tree tree = new TreeReader(reader).value();
            if (reader.peek() != JsonToken.END_DOCUMENT) throw SchemaRefused.of(ROOT, "must be one JSON value");
            return tree;
        } catch (MalformedJsonException | EOFException | IllegalStateException malformed) {
            throw SchemaRefused.of(
                    ROOT, "must be JSON of at most " + Bounds.SCHEMA_DEPTH + " levels: " + malformed.getMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Tree value() throws IOException {
        if (++values > Bounds.SCHEMA_VALUES)
            throw SchemaRefused.of(ROOT, "must have at most " + Bounds.SCHEMA_VALUES + " values");
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> fields();
            case BEGIN_ARRAY -> items();
            case STRING -> new Tree.Text(reader.nextString());
            case NUMBER -> number(reader.nextString());
            case BOOLEAN -> new Tree.Truth(reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                yield new Tree.Nothing();
            }
            case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT -> throw new IllegalStateException("no value");
        };
    }

    private Tree fields() throws IOException {
        Map<String, Tree> fields = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (fields.put(name, value()) != null)
                throw SchemaRefused.of(ROOT, "must not name a field twice, as " + new Tree.Text(name));
        }
        reader.endObject();
        return new Tree.Fields(fields);
    }

    private Tree items() throws IOException {
        List<Tree> items = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) items.add(value());
        reader.endArray();
        return new Tree.Items(items);
    }

    private static Tree number(String written) {
        BigDecimal number = written.length() <= Bounds.NUMBER_CHARS ? new BigDecimal(written) : null;
        if (number == null || Math.abs((long) number.scale()) > Bounds.NUMBER_EXPONENT)
            throw SchemaRefused.of(
                    ROOT,
                    "must have numbers of at most " + Bounds.NUMBER_CHARS + " characters and exponents of at most "
                            + Bounds.NUMBER_EXPONENT);
        return new Tree.Numeral(written, number);
    }
}
