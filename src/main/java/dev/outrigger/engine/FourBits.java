package dev.outrigger.engine;

/**
 * A row's weights as the four-bit kernel takes them, exactly: a code of 0 to 15 each, and for each 32 of them a scale
 * and a zero. A weight is (code − 8) × scale + zero.
 */
final class FourBits {
    /** Weights that share one scale. */
    static final int GROUP = 32;

    /** The kernel takes matrices of a multiple of so many rows. */
    static final int TILE = 16;

    private static final int NIBBLE = 15;

    private FourBits() {}

    /** Whether the kernel can hold weights of this type as they are. */
    static boolean holds(GgmlType type) {
        return switch (type) {
            case Q4_0, Q4_1, Q4_K -> true;
            case F32, F16, BF16, Q8_0, Q6_K -> false;
        };
    }

    /** Memory that so many weights take in the program: their codes, and scale and zero in bfloat16. */
    static long bytes(long weights) {
        return weights / 2 + weights / GROUP * 2 * Short.BYTES;
    }

    /**
     * Splits a row.
     *
     * @param codes receives one a weight
     * @param scales receives scale and zero of each group
     */
    static void split(GgmlType type, byte[] row, byte[] codes, float[] scales) {
        int from = 0;
        for (int column = 0; column < codes.length; column += type.blockWeights(), from += type.blockBytes()) {
            int pair = column / GROUP * 2;
            switch (type) {
                case Q4_0 -> {
                    put(StoredRow.half(row, from), -8 * StoredRow.half(row, from), scales, pair);
                    splitPlain(row, from + 2, codes, column);
                }
                case Q4_1 -> {
                    put(StoredRow.half(row, from), StoredRow.half(row, from + 2), scales, pair);
                    splitPlain(row, from + 4, codes, column);
                }
                case Q4_K -> {
                    for (int group = 0; group < 8; group++) {
                        put(FourK.scale(row, from, group), -FourK.minimum(row, from, group), scales, pair + 2 * group);
                        splitK(row, FourK.codes(from, group), FourK.shift(group), codes, column + GROUP * group);
                    }
                }
                case F32, F16, BF16, Q8_0, Q6_K -> throw new IllegalArgumentException("four bits cannot hold " + type);
            }
        }
    }

    /** A weight is code × scale + minimum, with the minimum at code 0. */
    private static void put(float scale, float minimum, float[] scales, int at) {
        scales[at] = scale;
        scales[at + 1] = minimum + 8 * scale;
    }

    private static void splitPlain(byte[] row, int at, byte[] codes, int to) {
        for (int i = 0; i < GROUP / 2; i++) {
            codes[to + i] = (byte) (row[at + i] & NIBBLE);
            codes[to + GROUP / 2 + i] = (byte) (row[at + i] >> 4 & NIBBLE);
        }
    }

    private static void splitK(byte[] row, int at, int shift, byte[] codes, int to) {
        for (int i = 0; i < GROUP; i++) codes[to + i] = (byte) (row[at + i] >> shift & NIBBLE);
    }
}
