package dev.outrigger.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes small GGUF files, sound ones and, byte by byte, any others. */
final class GgufBytes {
    static final int MAGIC = 0x46554747;

    private final ByteArrayOutputStream header = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private int metadata;
    private int tensors;
    private final ByteArrayOutputStream tensorEntries = new ByteArrayOutputStream();

    GgufBytes text(String key, String value) {
        return entry(key, 8, bytesOf(value));
    }

    GgufBytes whole(String key, int value) {
        return entry(key, 4, ints(value));
    }

    GgufBytes real(String key, float value) {
        return entry(key, 6, ints(Float.floatToRawIntBits(value)));
    }

    GgufBytes texts(String key, List<String> values) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(ints(8));
        all.writeBytes(longs(values.size()));
        values.forEach(value -> all.writeBytes(bytesOf(value)));
        return entry(key, 9, all.toByteArray());
    }

    GgufBytes wholes(String key, List<Integer> values) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(ints(5));
        all.writeBytes(longs(values.size()));
        values.forEach(value -> all.writeBytes(ints(value)));
        return entry(key, 9, all.toByteArray());
    }

    /** Any kind of value. */
    GgufBytes entry(String key, int kind, byte[] value) {
        header.writeBytes(bytesOf(key));
        header.writeBytes(ints(kind));
        header.writeBytes(value);
        metadata++;
        return this;
    }

    /** A matrix of any type's number, whose bytes need not be right. */
    GgufBytes tensor(String name, int type, long columns, long rows, byte[] bytes) {
        while (data.size() % 32 != 0) data.write(0);
        tensorEntries.writeBytes(bytesOf(name));
        tensorEntries.writeBytes(ints(2));
        tensorEntries.writeBytes(longs(columns, rows));
        tensorEntries.writeBytes(ints(type));
        tensorEntries.writeBytes(longs(data.size()));
        data.writeBytes(bytes);
        tensors++;
        return this;
    }

    byte[] toByteArray() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(ints(MAGIC, 3));
        file.writeBytes(longs(tensors, metadata));
        file.writeBytes(header.toByteArray());
        file.writeBytes(tensorEntries.toByteArray());
        while (file.size() % 32 != 0) file.write(0);
        file.writeBytes(data.toByteArray());
        return file.toByteArray();
    }

    Path write(Path directory) throws IOException {
        return Files.write(directory.resolve("model.gguf"), toByteArray());
    }

    static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }

    static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return bytes.array();
    }

    private static byte[] bytesOf(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(longs(utf8.length));
        all.writeBytes(utf8);
        return all.toByteArray();
    }
}
