package dev.outrigger.engine;

/**
 * A tensor of a GGUF file as a matrix; one of a single dimension has a single row.
 *
 * @param columns weights of a row, the dimension that lies contiguous
 * @param offset of the first byte, from the start of the file
 */
record GgufTensor(String name, GgmlType type, long rows, long columns, long offset) {
    long rowBytes() {
        return type.rowBytes(columns);
    }

    long bytes() {
        return Math.multiplyExact(rows, rowBytes());
    }
}
