package dev.outrigger.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A tensor of a tiny model, whose bytes its name determines; {@code stored} of {@code gpu-models/programs/tiny.py} makes
 * the same.
 */
record TinyTensor(String name, GgmlType type, int rows, int columns) {
    byte[] bytes() {
        return switch (type) {
            case F32, F16, BF16 -> plain();
            case Q4_0, Q4_1, Q8_0, Q4_K, Q6_K -> blocks();
        };
    }

    private byte[] plain() {
        byte[] noise = noise(rows * columns);
        ByteBuffer bytes =
                ByteBuffer.allocate(rows * (int) type.rowBytes(columns)).order(ByteOrder.LITTLE_ENDIAN);
        for (byte step : noise) {
            float value = value(step);
            if (type == GgmlType.F32) bytes.putFloat(value);
            else if (type == GgmlType.F16) bytes.putShort(Float.floatToFloat16(value));
            else bytes.putShort((short) (Float.floatToIntBits(value) >> Short.SIZE));
        }
        return bytes.array();
    }

    private float value(byte step) {
        if (name.contains("norm")) return 1 + step / 256f;
        return name.endsWith("bias") ? step / 256f : step * (float) small();
    }

    private byte[] blocks() {
        ByteBuffer bytes =
                ByteBuffer.wrap(noise(rows * (int) type.rowBytes(columns))).order(ByteOrder.LITTLE_ENDIAN);
        int first = type == GgmlType.Q6_K ? 208 : 0;
        for (int block = 0; block < bytes.capacity(); block += type.blockBytes()) {
            double scale = factor() * small() * (1 + (bytes.get(block + first) & 15) / 16.0);
            bytes.putShort(block + first, Float.floatToFloat16((float) scale));
            if (type == GgmlType.Q4_1) bytes.putShort(block + 2, Float.floatToFloat16((float) (-7.5 * scale)));
            if (type == GgmlType.Q4_K) bytes.putShort(block + 2, Float.floatToFloat16((float) (7.5 * scale)));
        }
        return bytes.array();
    }

    private double factor() {
        return switch (type) {
            case Q4_0, Q4_1 -> 8;
            case Q8_0 -> 1 / 2.0;
            case Q4_K -> 1 / 8.0;
            case Q6_K -> 1 / 32.0;
            case F32, F16, BF16 -> 1;
        };
    }

    private double small() {
        return Math.scalb(1.0, columns < 128 ? -9 : -10);
    }

    private byte[] noise(int count) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; all.size() < count; i++)
                all.writeBytes(sha256.digest((name + "/" + i).getBytes(StandardCharsets.UTF_8)));
            return Arrays.copyOf(all.toByteArray(), count);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
