package dev.outrigger.engine;

import java.util.Optional;

/**
 * How a tensor's numbers are stored, as far as they are read here: plain, or in blocks of few bits.
 *
 * <p>Source: <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">GGUF</a>, and {@code block_q4_K} and its
 * like in <a href="https://github.com/ggml-org/ggml/blob/master/src/ggml-common.h">ggml-common.h</a>.
 */
enum GgmlType {
    F32(0, 1, 4),
    F16(1, 1, 2),
    /** 32 weights of four bits and a scale in half precision. */
    Q4_0(2, 32, 18),
    /** 32 weights of four bits, a scale and a minimum in half precision. */
    Q4_1(3, 32, 20),
    /** 32 weights of eight bits and a scale in half precision. */
    Q8_0(8, 32, 34),
    /** 256 weights of four bits; each 32 have a scale and a minimum of six bits, all two in half precision. */
    Q4_K(12, 256, 144),
    /** 256 weights of six bits; each 16 have a scale of eight bits, all one in half precision. */
    Q6_K(14, 256, 210),
    /** The upper half of an F32. */
    BF16(30, 1, 2);

    private final int code;
    private final int blockWeights;
    private final int blockBytes;

    GgmlType(int code, int blockWeights, int blockBytes) {
        this.code = code;
        this.blockWeights = blockWeights;
        this.blockBytes = blockBytes;
    }

    /** The type of this number in a GGUF file; empty when it is not read here. */
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

    /** Weights of a block. */
    int blockWeights() {
        return blockWeights;
    }

    /** Bytes of a block. */
    int blockBytes() {
        return blockBytes;
    }

    /** Bytes of a row of this many weights. */
    long rowBytes(long columns) {
        return Math.multiplyExact(columns / blockWeights, (long) blockBytes);
    }
}
