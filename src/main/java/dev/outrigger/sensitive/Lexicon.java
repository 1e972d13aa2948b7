package dev.outrigger.sensitive;

/** What lists say of words, by hashes of their small letters. Immutable; safe for several threads. */
final class Lexicon {
    /** In a list of first names. */
    static final int FIRST = 1;
    /** Of a street, a house, a flat, in some language. */
    static final int STREET = 8;
    /** Before a name, or of a form's field for one. */
    static final int TITLE = 16;
    /** Many honest texts have it in small letters. */
    static final int COMMON = 32;

    private final int[] keys;
    private final byte[] bits;
    private final int mask;

    /**
     * @param words hashes of words, each once
     * @param of the bits of each, none of them 0
     */
    Lexicon(int[] words, byte[] of) {
        int slots = Integer.highestOneBit(Math.max(1, words.length)) << 2;
        this.mask = slots - 1;
        this.keys = new int[slots];
        this.bits = new byte[slots];
        for (int i = 0; i < words.length; i++) {
            int slot = slot(words[i]);
            while (bits[slot] != 0) slot = (slot + 1) & mask;
            keys[slot] = words[i];
            bits[slot] = of[i];
        }
    }

    /** 0 for a word in no list. */
    int bits(int word) {
        int slot = slot(word);
        while (bits[slot] != 0) {
            if (keys[slot] == word) return bits[slot];
            slot = (slot + 1) & mask;
        }
        return 0;
    }

    private int slot(int word) {
        return ((word * 0x9E3779B1) >>> 8) & mask;
    }
}
