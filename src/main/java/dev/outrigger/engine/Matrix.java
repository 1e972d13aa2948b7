package dev.outrigger.engine;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.function.LongUnaryOperator;

/**
 * A tensor of a model file as a matrix; one of a single dimension has a single row.
 *
 * @param name in its file
 * @param columns weights of a row, the dimension that lies contiguous
 * @param file that holds it
 * @param offset of the first byte, from the start of the file
 * @param bytes mapped; not readable once the file is closed
 * @param order which row of the file is the row of a number
 */
record Matrix(
        String name,
        GgmlType type,
        long rows,
        long columns,
        Path file,
        long offset,
        MemorySegment bytes,
        LongUnaryOperator order) {
    long rowBytes() {
        return type.rowBytes(columns);
    }

    /** A copy of a row's bytes. */
    byte[] bytes(long row) {
        return bytes.asSlice(order.applyAsLong(row) * rowBytes(), rowBytes()).toArray(ValueLayout.JAVA_BYTE);
    }

    /** Reads a row's numbers. */
    void read(long row, float[] into) {
        StoredRow.read(type, bytes(row), 0, into, 0, into.length);
    }

    /** All its numbers, as they lie; for the small ones. */
    float[] floats() {
        float[] floats = new float[Math.toIntExact(rows * columns)];
        StoredRow.read(type, bytes.toArray(ValueLayout.JAVA_BYTE), 0, floats, 0, floats.length);
        return floats;
    }

    /** Itself, with its rows in another order. */
    Matrix ordered(LongUnaryOperator other) {
        return new Matrix(name, type, rows, columns, file, offset, bytes, other);
    }

    /**
     * Itself.
     *
     * @throws IOException when it has not these sizes
     */
    Matrix sized(long wantedRows, long wantedColumns) throws IOException {
        if (rows == wantedRows && columns == wantedColumns) return this;
        throw new IOException(file + ": tensor " + name + " must be " + wantedRows + " x " + wantedColumns + ", was "
                + rows + " x " + columns);
    }
}
