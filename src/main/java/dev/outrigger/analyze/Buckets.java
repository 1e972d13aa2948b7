package dev.outrigger.analyze;

import java.util.Arrays;

/** A set of numbers from 0 to 65,535 that is cleared in the time it took to fill. Not safe for several threads. */
final class Buckets {
    private static final int SOME = 1024;

    private final long[] bits = new long[HashedText.BUCKETS / Long.SIZE];
    private int[] members = new int[SOME];
    private int size;

    void add(int bucket) {
        long bit = 1L << bucket;
        int word = bucket / Long.SIZE;
        if ((bits[word] & bit) != 0) return;
        bits[word] |= bit;
        if (size == members.length) members = Arrays.copyOf(members, 2 * size);
        members[size++] = bucket;
    }

    int size() {
        return size;
    }

    /** The number that was added so-manieth. */
    int get(int index) {
        return members[index];
    }

    void clear() {
        for (int i = 0; i < size; i++) bits[members[i] / Long.SIZE] = 0;
        size = 0;
    }
}
