package dev.outrigger.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * The vectors of an encoder's words, float32, looked up in the file of its weights. Thread-safe.
 *
 * <p>Reading it whole would take 47 MB, of which a text needs a hundredth.
 */
final class WordTable implements AutoCloseable {
    static final String TENSOR = "embeddings.word_embeddings.weight";

    private static final int ROW_BYTES = MiniLmProgram.WIDTH * Float.BYTES;

    private final RowFile rows;

    private WordTable(RowFile rows) {
        this.rows = rows;
    }

    /** @throws IOException when the file has no such tensor of float32 */
    static WordTable open(Path file, Safetensors weights) throws IOException {
        Tensor words = weights.tensor(TENSOR, List.of(weights.rows(TENSOR), (long) MiniLmProgram.WIDTH));
        if (!words.isFloat32()) throw new IOException("tensor " + TENSOR + " must be F32, was " + words.type());
        return new WordTable(RowFile.open(
                file, weights.position(words), ROW_BYTES, words.shape().getFirst()));
    }

    /**
     * Writes the words' vectors one after the other.
     *
     * @param into float32 as the file has them, which is also the processor's order
     * @param at the row of the first
     */
    synchronized void copy(long[] words, ByteBuffer into, int at) {
        try {
            for (int i = 0; i < words.length; i++) {
                int from = rows.find(Math.toIntExact(words[i]));
                into.put((at + i) * ROW_BYTES, rows.bytes(), from, ROW_BYTES);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public synchronized void close() {
        try {
            rows.close();
        } catch (IOException unclosable) {
            throw new UncheckedIOException(unclosable);
        }
    }
}
