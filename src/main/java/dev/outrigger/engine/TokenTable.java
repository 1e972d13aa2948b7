package dev.outrigger.engine;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The rows of a language model's tokens, looked up in their file: exact, where the program has four bits of them. They
 * embed what is read or score what may follow. Not thread safe.
 *
 * <p>Reading it whole would take 30 MB in a small model, of which a step needs some hundred rows.
 */
final class TokenTable implements AutoCloseable {
    private final RowFile rows;
    private final GgmlType type;
    private final float[] row;

    private TokenTable(RowFile rows, GgmlType type, int width) {
        this.rows = rows;
        this.type = type;
        this.row = new float[width];
    }

    /** Opens the file again: the matrix may be closed. */
    static TokenTable open(Matrix table) throws IOException {
        int rowBytes = Math.toIntExact(table.rowBytes());
        RowFile rows = RowFile.open(table.file(), table.offset(), rowBytes, table.rows());
        return new TokenTable(rows, table.type(), Math.toIntExact(table.columns()));
    }

    /** Memory that one takes besides its file. */
    static long bytes(Matrix table) {
        return RowFile.KEPT * table.rowBytes();
    }

    /** Numbers in a row. */
    int width() {
        return row.length;
    }

    /** Writes a token's row to where it is wanted. */
    void embed(int token, float[] into, int at) {
        int from = find(token);
        StoredRow.read(type, rows.bytes(), from, into, at, row.length);
    }

    /** The product of a token's row with the vector that begins there: its logit. */
    float score(int token, float[] vector, int at) {
        embed(token, row, 0);
        // Eight sums, because each addition waits for the one before; a width is a multiple of 32.
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        for (int i = 0, with = at; i < row.length; i += 8, with += 8) {
            a += row[i] * vector[with];
            b += row[i + 1] * vector[with + 1];
            c += row[i + 2] * vector[with + 2];
            d += row[i + 3] * vector[with + 3];
            e += row[i + 4] * vector[with + 4];
            f += row[i + 5] * vector[with + 5];
            g += row[i + 6] * vector[with + 6];
            h += row[i + 7] * vector[with + 7];
        }
        return (a + b + (c + d)) + (e + f + (g + h));
    }

    private int find(int token) {
        try {
            return rows.find(token);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (IOException unclosable) {
            throw new UncheckedIOException(unclosable);
        }
    }
}
