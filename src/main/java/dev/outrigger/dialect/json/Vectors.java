package dev.outrigger.dialect.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.outrigger.chat.Vector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Vectors in JSON: as arrays of numbers, or as base64 of float32, little endian. Numbers are written with as many digits
 * as tell a float32 from every other, so that none changes on its way.
 */
public final class Vectors {
    /** Longer ones are refused: no model's has a tenth of it. */
    public static final int MAX_SIZE = 1 << 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private Vectors() {}

    /** A vector in either form. */
    public static Vector read(JsonValue value) {
        return value.isText() ? ofBase64(value) : readArray(value, Vectors::numbers);
    }

    /** An array of vectors of numbers. */
    public static List<Vector> readAll(JsonValue value) {
        return readArray(value, parser -> {
            List<Vector> all = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.START_ARRAY) throw unfit();
                all.add(numbers(parser));
            }
            return all;
        });
    }

    private static <T> T readArray(JsonValue value, Reader<T> reader) {
        if (!value.isArray()) throw unfit();
        byte[] raw = value.tape().source().bytes().backing();
        try (JsonParser parser = JSON.createParser(raw, value.start(), value.end() - value.start())) {
            parser.nextToken();
            return reader.read(parser);
        } catch (IOException broken) {
            throw unfit();
        }
    }

    /** The rest of an array that has begun. */
    private static Vector numbers(JsonParser parser) throws IOException {
        float[] numbers = new float[1024];
        int size = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.currentToken().isNumeric() || size == MAX_SIZE) throw unfit();
            if (size == numbers.length) numbers = Arrays.copyOf(numbers, 2 * size);
            float number = Float.parseFloat(parser.getText());
            if (!Float.isFinite(number)) throw unfit();
            numbers[size++] = number;
        }
        return Vector.of(Arrays.copyOf(numbers, size));
    }

    private static Vector ofBase64(JsonValue value) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(value.passage().text());
        } catch (IllegalArgumentException broken) {
            throw unfit();
        }
        if (bytes.length % Float.BYTES != 0) throw unfit();
        float[] numbers = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        return Vector.of(numbers);
    }

    private static Json.Unfit unfit() {
        return new Json.Unfit("an embedding must be an array of numbers");
    }

    /** Writes a vector as an array of numbers. */
    public static void write(Vector vector, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (int i = 0; i < vector.size(); i++) json.writeNumber(vector.at(i));
        json.writeEndArray();
    }

    /** Writes a vector as base64. */
    public static void writeBase64(Vector vector, JsonGenerator json) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < vector.size(); i++) bytes.putFloat(vector.at(i));
        json.writeBinary(bytes.array());
    }

    /** Reads what stands in an array. */
    private interface Reader<T> {
        T read(JsonParser parser) throws IOException;
    }
}
