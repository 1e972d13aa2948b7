package dev.outrigger.dialect.json;

import java.util.Arrays;

/**
 * Where the values and names of a JSON text stand in its bytes, in the order of the bytes: for each its first byte, the
 * one after its last, and the number of the entry that follows it and all that is inside it. What kind it is its first
 * byte tells. Names stand before their values. Source of the idea: G. Langdale, D. Lemire, "Parsing gigabytes of JSON per
 * second", VLDB Journal 28 (2019).
 */
public final class JsonTape {
    /** What an entry takes on the heap while the tape is grown. */
    public static final int CELL_BYTES = 3 * Integer.BYTES * 2;

    /** A string, its array, and a place in a list. */
    private static final int STRING_BYTES = 56;

    /** Entries at first: one for so many bytes, of which prose has more. */
    private static final int INITIAL = 64;

    private static final int LEAST = 8;
    private static final int BYTES_AN_ENTRY = 8;

    private final JsonSource source;
    private int[] cells;
    private int size;
    private long decodedBytes;

    public JsonTape(JsonSource source) {
        this.source = source;
        this.cells = new int[3 * Math.clamp(source.size() / BYTES_AN_ENTRY, LEAST, INITIAL)];
    }

    public JsonSource source() {
        return source;
    }

    public int size() {
        return size;
    }

    /** A word was decoded, and may be kept. */
    public void decoded(String word) {
        decodedBytes += STRING_BYTES + 2L * word.length();
    }

    /** What the words that were decoded take on the heap, at most. */
    public long decodedBytes() {
        return decodedBytes;
    }

    /** Begins an entry and returns its number. */
    public int open(int start) {
        int at = 3 * size;
        if (at == cells.length) cells = Arrays.copyOf(cells, 2 * cells.length);
        cells[at] = start;
        return size++;
    }

    /** Ends an entry after everything inside it. */
    public void close(int entry, int end) {
        cells[3 * entry + 1] = end;
        cells[3 * entry + 2] = size;
    }

    public int start(int entry) {
        return cells[3 * entry];
    }

    public int end(int entry) {
        return cells[3 * entry + 1];
    }

    public int next(int entry) {
        return cells[3 * entry + 2];
    }
}
