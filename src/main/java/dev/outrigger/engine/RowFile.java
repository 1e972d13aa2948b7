package dev.outrigger.engine;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A table of equal rows in a file, of which a few are read at a time. Rows that were read lately are kept, each in the
 * one place that its number gives it; all others cost a read of a microsecond while the system caches the file. So a
 * table of tens of megabytes takes some of them, and none that the system could not take back.
 *
 * <p>Not thread safe. The file may be renamed or unlinked meanwhile, but not cut short.
 */
final class RowFile implements AutoCloseable {
    /** Rows that are kept; a power of two. */
    static final int KEPT = 2048;

    private static final int NONE = -1;

    /** No channel: that one closes itself under a thread that is interrupted. */
    private final RandomAccessFile file;

    private final long offset;
    private final int rowBytes;
    private final long rows;
    private final int[] held = new int[KEPT];
    private final byte[] kept;

    private RowFile(RandomAccessFile file, long offset, int rowBytes, long rows) {
        this.file = file;
        this.offset = offset;
        this.rowBytes = rowBytes;
        this.rows = rows;
        this.kept = new byte[KEPT * rowBytes];
        Arrays.fill(held, NONE);
    }

    /** @param offset of the first row's first byte in the file */
    static RowFile open(Path path, long offset, int rowBytes, long rows) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        try {
            if (offset < 0 || rowBytes < 1 || offset + rowBytes * rows > file.length())
                throw new EOFException(path + " has no " + rows + " rows of " + rowBytes + " bytes at " + offset);
            return new RowFile(file, offset, rowBytes, rows);
        } catch (IOException | RuntimeException cause) {
            file.close();
            throw cause;
        }
    }

    /** Where rows that were read lie; a row stays where {@link #find} said until the next is asked for. */
    byte[] bytes() {
        return kept;
    }

    /** The index of a row's first byte in {@link #bytes}. */
    int find(int row) throws IOException {
        if (row < 0 || row >= rows) throw new IllegalArgumentException("no row " + row + " of " + rows);
        int place = row & (KEPT - 1);
        if (held[place] != row) read(row, place);
        return place * rowBytes;
    }

    private void read(int row, int place) throws IOException {
        held[place] = NONE;
        file.seek(offset + (long) row * rowBytes);
        file.readFully(kept, place * rowBytes, rowBytes);
        held[place] = row;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
