package dev.outrigger.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The rows of a language model's tokens, Q8_0, looked up in its GGUF file: exact, where the program has four bits of
 * them. They embed what is read and, tied, score what may follow. Not thread safe.
 *
 * <p>Reading it whole would take 30 MB, of which a step needs some hundred rows.
 */
final class TokenTable implements AutoCloseable {
    private static final int GROUP = 32;
    private static final int BLOCK_BYTES = Short.BYTES + GROUP;

    private final RowFile rows;
    private final int width;

    private TokenTable(RowFile rows, int width) {
        this.rows = rows;
        this.width = width;
    }

    /** @param table of the file, Q8_0 */
    static TokenTable open(Path file, GgufTensor table) throws IOException {
        int rowBytes = Math.toIntExact(table.rowBytes());
        return new TokenTable(
                RowFile.open(file, table.offset(), rowBytes, table.rows()), Math.toIntExact(table.columns()));
    }

    /** Numbers in a row. */
    int width() {
        return width;
    }

    /** Writes a token's row to where it is wanted. */
    void embed(int token, float[] into, int at) {
        int block = find(token);
        byte[] bytes = rows.bytes();
        for (int column = 0; column < width; column += GROUP, block += BLOCK_BYTES) {
            float scale = scale(bytes, block);
            for (int i = 0; i < GROUP; i++) into[at + column + i] = scale * bytes[block + Short.BYTES + i];
        }
    }

    /** The product of a token's row with the vector that begins there: its logit. */
    float score(int token, float[] vector, int at) {
        int block = find(token);
        byte[] bytes = rows.bytes();
        float sum = 0;
        for (int column = 0; column < width; column += GROUP, block += BLOCK_BYTES) {
            int from = block + Short.BYTES;
            int with = at + column;
            // Four sums, because each addition waits for the one before.
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            for (int i = 0; i < GROUP; i += 4) {
                a += bytes[from + i] * vector[with + i];
                b += bytes[from + i + 1] * vector[with + i + 1];
                c += bytes[from + i + 2] * vector[with + i + 2];
                d += bytes[from + i + 3] * vector[with + i + 3];
            }
            sum += scale(bytes, block) * (a + b + (c + d));
        }
        return sum;
    }

    private static float scale(byte[] bytes, int block) {
        return Float.float16ToFloat((short) ((bytes[block] & 0xff) | (bytes[block + 1] << Byte.SIZE)));
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
