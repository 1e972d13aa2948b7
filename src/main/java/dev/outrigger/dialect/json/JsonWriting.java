package dev.outrigger.dialect.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.outrigger.chat.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON piece by piece: what is long is not made a tree first. */
@FunctionalInterface
public interface JsonWriting {
    void write(JsonGenerator json) throws IOException;

    /** The bytes of what is written. */
    static Bytes bytes(JsonWriting writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.STRICT.createGenerator(out)) {
            writing.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Bytes.of(out.toByteArray());
    }
}
