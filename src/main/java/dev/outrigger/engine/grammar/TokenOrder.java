package dev.outrigger.engine.grammar;

import java.util.Arrays;

/** Puts a vocabulary's tokens in the order of their bytes: first by a few of them as one number, which is fast. */
final class TokenOrder {
    /** The first bytes in the upper bits of a number, the token's place among all below. */
    private static final int FIRST_BYTES = 5;

    private static final int PLACE_BITS = Long.SIZE - 1 - FIRST_BYTES * Byte.SIZE;

    private TokenOrder() {}

    /** The numbers of the tokens that have bytes. */
    static int[] of(byte[][] tokens) {
        if (tokens.length >= 1 << PLACE_BITS) throw new IllegalArgumentException(tokens.length + " tokens");
        long[] keys = new long[tokens.length];
        int count = 0;
        for (int token = 0; token < tokens.length; token++)
            if (tokens[token].length > 0) keys[count++] = first(tokens[token]) << PLACE_BITS | token;
        Arrays.sort(keys, 0, count);
        Integer[] order = new Integer[count];
        for (int i = 0; i < count; i++) order[i] = (int) (keys[i] & ((1L << PLACE_BITS) - 1));
        int from = 0;
        for (int i = 1; i <= count; i++) {
            if (i < count && keys[i] >> PLACE_BITS == keys[from] >> PLACE_BITS) continue;
            if (i - from > 1) Arrays.sort(order, from, i, (a, b) -> Arrays.compareUnsigned(tokens[a], tokens[b]));
            from = i;
        }
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private static long first(byte[] token) {
        long first = 0;
        for (int i = 0; i < FIRST_BYTES; i++) first = first << Byte.SIZE | (i < token.length ? token[i] & 0xff : 0);
        return first;
    }
}
