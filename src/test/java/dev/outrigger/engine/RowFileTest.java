package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {
    private static final int OFFSET = 3;
    private static final int ROWS = 3 * RowFile.KEPT;

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void aTableOfNumbers() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(OFFSET + ROWS * Integer.BYTES);
        bytes.position(OFFSET);
        for (int row = 0; row < ROWS; row++) bytes.putInt(row);
        file = Files.write(folder.resolve("table"), bytes.array());
    }

    @Test
    void givesEachRowWhateverWasReadBefore() throws IOException {
        try (RowFile rows = open()) {
            for (int row : new int[] {0, 1, RowFile.KEPT, 0, 2 * RowFile.KEPT, RowFile.KEPT, ROWS - 1, 1}) {
                assertEquals(row, number(rows, row));
            }
        }
    }

    @Test
    void aRowThatIsKeptIsNotReadAgain() throws IOException {
        try (RowFile rows = open()) {
            number(rows, 5);
            try (RandomAccessFile writer = new RandomAccessFile(file.toFile(), "rw")) {
                writer.seek(OFFSET + 5 * Integer.BYTES);
                writer.writeInt(-1);
            }
            assertEquals(5, number(rows, 5));
            number(rows, 5 + RowFile.KEPT);
            assertEquals(-1, number(rows, 5));
        }
    }

    @Test
    void refusesRowsThatThereAreNot() throws IOException {
        try (RowFile rows = open()) {
            assertThrows(IllegalArgumentException.class, () -> rows.find(-1));
            assertThrows(IllegalArgumentException.class, () -> rows.find(ROWS));
        }
        assertThrows(EOFException.class, () -> RowFile.open(file, OFFSET, Integer.BYTES, ROWS + 1));
        assertThrows(EOFException.class, () -> RowFile.open(file, -1, Integer.BYTES, ROWS));
    }

    @Test
    void aFileThatWasCutShortFailsAndWhatIsKeptStays() throws IOException {
        try (RowFile rows = open()) {
            number(rows, 7);
            try (RandomAccessFile writer = new RandomAccessFile(file.toFile(), "rw")) {
                writer.setLength(OFFSET);
            }
            assertThrows(EOFException.class, () -> rows.find(8));
            assertThrows(EOFException.class, () -> rows.find(8));
            assertEquals(7, number(rows, 7));
        }
    }

    @Test
    void readsOnAnInterruptedThread() throws IOException {
        try (RowFile rows = open()) {
            Thread.currentThread().interrupt();
            assertEquals(9, number(rows, 9));
            assertEquals(10, number(rows, 10));
        } finally {
            boolean unusedStatus = Thread.interrupted();
        }
    }

    private RowFile open() throws IOException {
        return RowFile.open(file, OFFSET, Integer.BYTES, ROWS);
    }

    private static int number(RowFile rows, int row) throws IOException {
        return ByteBuffer.wrap(rows.bytes()).getInt(rows.find(row));
    }
}
