package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTableTest {
    private static final int TOKENS = 5;
    private static final int WIDTH = 64;
    private static final int OFFSET = 10;

    @TempDir
    private Path folder;

    @Test
    void embedsAndScoresByTheRowsThatTheFileMeans() throws IOException {
        // Given
        Random random = new Random(1);
        float[][] rows = new float[TOKENS][WIDTH];
        ByteBuffer bytes =
                ByteBuffer.allocate(OFFSET + TOKENS * WIDTH / 32 * 34).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(OFFSET);
        for (float[] row : rows) write(row, random, bytes);
        Path file = Files.write(folder.resolve("table"), bytes.array());
        float[] vector = new float[1 + WIDTH];
        for (int i = 0; i < vector.length; i++) vector[i] = random.nextFloat() - 0.5f;
        // When
        try (TokenTable table = TokenTable.open(table(file, TOKENS, WIDTH, OFFSET))) {
            // Then
            for (int token : new int[] {4, 0, 3, 1, 2}) {
                float[] embedded = new float[WIDTH + 2];
                table.embed(token, embedded, 2);
                for (int i = 0; i < WIDTH; i++) assertEquals(rows[token][i], embedded[2 + i]);
                double product = 0;
                for (int i = 0; i < WIDTH; i++) product += (double) rows[token][i] * vector[1 + i];
                assertEquals(product, table.score(token, vector, 1), 1e-4);
            }
            assertEquals(WIDTH, table.width());
        }
    }

    @Test
    void readsNegativeScalesAndTheLeastByte() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(34).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort(Float.floatToFloat16(-0.25f));
        for (int i = 0; i < 32; i++) bytes.put((byte) (i == 0 ? -128 : 127));
        Path file = Files.write(folder.resolve("table"), bytes.array());
        try (TokenTable table = TokenTable.open(table(file, 1, 32, 0))) {
            float[] row = new float[32];
            table.embed(0, row, 0);
            assertArrayEquals(new float[] {32, -31.75f}, new float[] {row[0], row[1]});
        }
    }

    private static Matrix table(Path file, int tokens, int width, int offset) {
        return new Matrix(
                "token_embd.weight",
                GgmlType.Q8_0,
                tokens,
                width,
                file,
                offset,
                MemorySegment.NULL,
                LongUnaryOperator.identity());
    }

    private static void write(float[] row, Random random, ByteBuffer bytes) {
        for (int column = 0; column < WIDTH; column += 32) {
            short half = Float.floatToFloat16(0.01f + random.nextFloat());
            bytes.putShort(half);
            for (int i = 0; i < 32; i++) {
                byte quantum = (byte) (random.nextInt(256) - 128);
                bytes.put(quantum);
                row[column + i] = Float.float16ToFloat(half) * quantum;
            }
        }
    }
}
