package dev.outrigger.engine;

/**
 * What an adapter adds to one of the program's linears: up × (down × x).
 *
 * @param linear its number, four a layer
 * @param down rank × columns, row by row
 * @param up rows × rank, row by row, the scale in it
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
record AdapterPair(int linear, int rank, float[] down, float[] up) {
    int columns() {
        return down.length / rank;
    }

    int rows() {
        return up.length / rank;
    }

    /** How many numbers it is. */
    int numbers() {
        return down.length + up.length;
    }
}
