package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Blocks written by hand, as ggml-common.h lays them out. */
class StoredRowTest {
    private final ByteBuffer bytes = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    @Test
    void readsPlainNumbers() {
        bytes.putFloat(-1.5f).putShort(Float.floatToFloat16(0.25f)).putShort((short) 0xc040);
        assertEquals(-1.5f, read(GgmlType.F32, 0, 1)[0]);
        assertEquals(0.25f, read(GgmlType.F16, 4, 1)[0]);
        assertEquals(-3, read(GgmlType.BF16, 6, 1)[0]);
    }

    @Test
    void readsFourBitsAroundEight() {
        bytes.putShort(Float.floatToFloat16(0.5f)).put((byte) 0xf0);
        float[] row = read(GgmlType.Q4_0, 0, 32);
        assertArrayEquals(new float[] {-4, 3.5f, -4}, new float[] {row[0], row[16], row[1]});
    }

    @Test
    void readsFourBitsAboveAMinimum() {
        bytes.putShort(Float.floatToFloat16(0.5f))
                .putShort(Float.floatToFloat16(-1f))
                .put((byte) 0x21);
        float[] row = read(GgmlType.Q4_1, 0, 32);
        assertArrayEquals(new float[] {-0.5f, 0, -1}, new float[] {row[0], row[16], row[1]});
    }

    @Test
    void readsScalesOfSixBitsInBothTheirPlaces() {
        // Given: group 1 has scale 3 and minimum 2; group 5 has scale 2 + 16 and minimum 1 + 48
        bytes.putShort(Float.floatToFloat16(1)).putShort(Float.floatToFloat16(0.5f));
        byte[] scales = {0, 3 | 1 << 6, 0, 0, 0, 2 | (byte) (3 << 6), 0, 0, 0, 2 | 1 << 4, 0, 0};
        bytes.put(scales);
        // When: the first code of group 1 is 7 (upper half), that of group 5 is 9
        bytes.put(16, (byte) 0x70).put(16 + 64, (byte) 0x90);
        float[] row = read(GgmlType.Q4_K, 0, 256);
        // Then
        assertEquals(3 * 7 - 1, row[32]);
        assertEquals(18 * 9 - 0.5f * 49, row[160]);
        assertEquals(0, row[0]);
    }

    @Test
    void readsSixBitsFromTheirTwoPlaces() {
        // Given: weight 96 of the second half: upper halves of low bytes 32.., bits 6 and 7 of the high ones
        bytes.put(64 + 32, (byte) 0x50).put(128 + 32, (byte) 0x80);
        bytes.put(192 + (128 + 96) / 16, (byte) -3).putShort(208, Float.floatToFloat16(2));
        // When, Then
        assertEquals(2 * -3 * (5 + 32 - 32), read(GgmlType.Q6_K, 0, 256)[128 + 96]);
    }

    private float[] read(GgmlType type, int at, int columns) {
        float[] row = new float[columns];
        StoredRow.read(type, bytes.array(), at, row, 0, columns);
        return row;
    }
}
