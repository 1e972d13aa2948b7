package dev.outrigger.engine;

import java.util.Optional;

/**
 * How a GGUF tensor's numbers are stored, as far as they are read here.
 *
 * <p>Source: <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">GGUF</a>.
 */
enum GgmlType {
    F32(0, 1, 4),
    F16(1, 1, 2),
    /** 32 weights of four bits, a scale and a minimum in half precision. */
    Q4_1(3, 32, 20),
    /** 32 weights of eight bits and a scale in half precision. */
    Q8_0(8, 32, 34);

    private final int code;
    private final int blockWeights;
    private final int blockBytes;

    GgmlType(int code, int blockWeights, int blockBytes) {
        this.code = code;
        this.blockWeights = blockWeights;
        this.blockBytes = blockBytes;
    }

    /** The type of this number in a file; empty when it is not read here. */
    static Optional<GgmlType> of(int code) {
        for (GgmlType type : values()) {
            if (type.code == code) return Optional.of(type);
        }
        return Optional.empty();
    }

    /** Whether rows of this many weights consist of whole blocks. */
    boolean divides(long columns) {
        return columns % blockWeights == 0;
    }

    /** Bytes of a row of this many weights. */
    long rowBytes(long columns) {
        return Math.multiplyExact(columns / blockWeights, (long) blockBytes);
    }
}
