package dev.outrigger.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small safetensors files, valid ones and others. */
final class SafetensorsFixture {
    private SafetensorsFixture() {}

    /** Length, header, data: what the format wants, if the header is right. */
    static byte[] bytes(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(data)
                .array();
    }

    static Path write(Path folder, byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "weights", ".safetensors"), bytes);
    }

    static Path write(Path folder, String header, byte... data) throws IOException {
        return write(folder, bytes(header, data));
    }

    /** Float32 tensor "x" of two numbers, 1.5 and −2. */
    static byte[] twoFloats() {
        return bytes(
                "{\"__metadata__\":{\"note\":\"hello\"},\"x\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}",
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(1.5f)
                        .putFloat(-2)
                        .array());
    }
}
