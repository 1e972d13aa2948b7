package dev.outrigger.engine;

/**
 * Reads rows of stored numbers, little-endian, as float32: exactly what the file means.
 *
 * <p>Source: {@code dequantize_row_q4_K} and its like in
 * <a href="https://github.com/ggml-org/ggml/blob/master/src/ggml-quants.c">ggml-quants.c</a>.
 */
final class StoredRow {
    private static final int GROUP = 32;
    private static final int NIBBLE = 15;

    private StoredRow() {}

    /** Reads so many numbers, whole blocks, from where their bytes begin to where they are wanted. */
    static void read(GgmlType type, byte[] bytes, int at, float[] into, int intoAt, int columns) {
        switch (type) {
            case F32 -> {
                for (int i = 0; i < columns; i++) into[intoAt + i] = Float.intBitsToFloat(word(bytes, at + 4 * i));
            }
            case F16 -> {
                for (int i = 0; i < columns; i++) into[intoAt + i] = half(bytes, at + 2 * i);
            }
            case BF16 -> {
                for (int i = 0; i < columns; i++)
                    into[intoAt + i] = Float.intBitsToFloat(shortAt(bytes, at + 2 * i) << Short.SIZE);
            }
            case Q4_0, Q4_1, Q8_0, Q4_K, Q6_K -> readBlocks(type, bytes, at, into, intoAt, columns);
        }
    }

    private static void readBlocks(GgmlType type, byte[] bytes, int at, float[] into, int intoAt, int columns) {
        int from = at;
        for (int to = intoAt; to < intoAt + columns; to += type.blockWeights(), from += type.blockBytes()) {
            float scale = half(bytes, from);
            switch (type) {
                case Q4_0 -> readFours(bytes, from + 2, scale, -8 * scale, into, to);
                case Q4_1 -> readFours(bytes, from + 4, scale, half(bytes, from + 2), into, to);
                case Q8_0 -> readEights(bytes, from + 2, scale, into, to);
                case Q4_K -> readFourK(bytes, from, into, to);
                case Q6_K -> readSixK(bytes, from, into, to);
                case F32, F16, BF16 -> throw new IllegalArgumentException(type + " has no blocks");
            }
        }
    }

    /** 16 bytes hold 32 codes: first their lower halves, then their upper ones. */
    private static void readFours(byte[] bytes, int at, float scale, float minimum, float[] into, int to) {
        for (int i = 0; i < GROUP / 2; i++) {
            into[to + i] = scale * (bytes[at + i] & NIBBLE) + minimum;
            into[to + GROUP / 2 + i] = scale * (bytes[at + i] >> 4 & NIBBLE) + minimum;
        }
    }

    private static void readEights(byte[] bytes, int at, float scale, float[] into, int to) {
        for (int i = 0; i < GROUP; i++) into[to + i] = scale * bytes[at + i];
    }

    private static void readFourK(byte[] bytes, int at, float[] into, int to) {
        for (int group = 0; group < 8; group++) {
            float scale = FourK.scale(bytes, at, group);
            float minimum = FourK.minimum(bytes, at, group);
            int codes = FourK.codes(at, group);
            int shift = FourK.shift(group);
            int first = to + GROUP * group;
            for (int i = 0; i < GROUP; i++) into[first + i] = scale * (bytes[codes + i] >> shift & NIBBLE) - minimum;
        }
    }

    /** 128 bytes of lower four bits, 64 of upper two, 16 scales, and the scale of all. */
    private static void readSixK(byte[] bytes, int at, float[] into, int to) {
        float all = half(bytes, at + 208);
        for (int weight = 0; weight < 256; weight++) {
            int half = weight >> 7;
            int quarter = weight >> 5 & 3;
            int i = weight & 31;
            int low = bytes[at + 64 * half + 32 * (quarter & 1) + i] >> (4 * (quarter >> 1)) & NIBBLE;
            int high = bytes[at + 128 + 32 * half + i] >> (2 * quarter) & 3;
            into[to + weight] = all * bytes[at + 192 + (weight >> 4)] * ((low | (high << 4)) - 32);
        }
    }

    static float half(byte[] bytes, int at) {
        return Float.float16ToFloat((short) shortAt(bytes, at));
    }

    private static int shortAt(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | ((bytes[at + 1] & 0xff) << 8);
    }

    private static int word(byte[] bytes, int at) {
        return shortAt(bytes, at) | (shortAt(bytes, at + 2) << Short.SIZE);
    }
}
