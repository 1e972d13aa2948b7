package dev.outrigger.engine;

/**
 * What a block of {@link GgmlType#Q4_K} says of each of its eight groups of 32 weights: a weight is code × scale −
 * minimum. The block holds the scale and the minimum of all groups (half precision), then twelve bytes with each group's
 * own two of six bits, then 128 bytes of codes, of which two groups share 32.
 *
 * <p>Source: {@code get_scale_min_k4} in
 * <a href="https://github.com/ggml-org/ggml/blob/master/src/ggml-quants.c">ggml-quants.c</a>.
 */
final class FourK {
    private static final int SIX_BITS = 4;
    private static final int CODES = 16;

    private FourK() {}

    static float scale(byte[] bytes, int block, int group) {
        int at = block + SIX_BITS + group;
        int own = group < 4 ? bytes[at] & 63 : (bytes[at + 4] & 15) | (bytes[at - 4] >> 2 & 48);
        return StoredRow.half(bytes, block) * own;
    }

    static float minimum(byte[] bytes, int block, int group) {
        int at = block + SIX_BITS + group;
        int own = group < 4 ? bytes[at + 4] & 63 : (bytes[at + 4] >> 4 & 15) | (bytes[at] >> 2 & 48);
        return StoredRow.half(bytes, block + 2) * own;
    }

    /** Where the bytes begin that hold a group's codes. */
    static int codes(int block, int group) {
        return block + CODES + (group >> 1) * 32;
    }

    /** By how many bits its codes are shifted there. */
    static int shift(int group) {
        return 4 * (group & 1);
    }
}
