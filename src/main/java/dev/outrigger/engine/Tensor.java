package dev.outrigger.engine;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Numbers in a mapped file.
 *
 * @param type as safetensors spells it; F32, F16 and BF16 can be read
 * @param numbers row-major, little-endian; valid as long as its file is open
 */
record Tensor(String name, String type, List<Long> shape, MemorySegment numbers) {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    Tensor {
        shape = List.copyOf(shape);
    }

    /** Whether it is a tensor of float32, whose bytes may be handed on without a copy. */
    boolean isFloat32() {
        return type.equals("F32");
    }

    /** Whether shape and type account for all of its bytes; true for types that are not read here. */
    boolean fills() {
        long width = switch (type) {
            case "F32" -> Float.BYTES;
            case "F16", "BF16" -> Short.BYTES;
            default -> 0;
        };
        if (width == 0) return true;
        try {
            return count() * width == numbers.byteSize();
        } catch (ArithmeticException overflow) {
            return false;
        }
    }

    /**
     * A copy as float32.
     *
     * @throws IOException when its type is none of F32, F16, BF16
     */
    float[] floats() throws IOException {
        float[] floats = new float[Math.toIntExact(count())];
        switch (type) {
            case "F32" -> {
                for (int i = 0; i < floats.length; i++) floats[i] = numbers.getAtIndex(FLOAT, i);
            }
            case "F16" -> {
                for (int i = 0; i < floats.length; i++) floats[i] = Float.float16ToFloat(numbers.getAtIndex(SHORT, i));
            }
            // The upper half of a float32.
            case "BF16" -> {
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = Float.intBitsToFloat(numbers.getAtIndex(SHORT, i) << Short.SIZE);
                }
            }
            default -> throw new IOException("tensor " + name + " is of type " + type + ", not F32, F16 or BF16");
        }
        return floats;
    }

    private long count() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
