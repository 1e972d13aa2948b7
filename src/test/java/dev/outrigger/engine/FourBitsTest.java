package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FourBitsTest {
    private static final int COLUMNS = 512;

    @ParameterizedTest
    @EnumSource(
            value = GgmlType.class,
            names = {"Q4_0", "Q4_1", "Q4_K"})
    void theKernelsCodesMeanWhatTheFileMeans(GgmlType type) {
        // Given
        byte[] row = new TinyTensor("any", type, 1, COLUMNS).bytes();
        float[] meant = new float[COLUMNS];
        StoredRow.read(type, row, 0, meant, 0, COLUMNS);
        // When
        byte[] codes = new byte[COLUMNS];
        float[] scales = new float[COLUMNS / FourBits.GROUP * 2];
        FourBits.split(type, row, codes, scales);
        // Then
        for (int i = 0; i < COLUMNS; i++) {
            assertTrue(codes[i] >= 0 && codes[i] < 16);
            int pair = i / FourBits.GROUP * 2;
            assertEquals(meant[i], (codes[i] - 8) * scales[pair] + scales[pair + 1], 1e-6, type + " at " + i);
        }
    }

    @Test
    void doesNotRoundWhatHasMoreBits() {
        assertThrows(
                IllegalArgumentException.class,
                () -> FourBits.split(GgmlType.Q8_0, new byte[34], new byte[32], new float[2]));
    }

    @Test
    void countsCodesAndScales() {
        // 32 weights: 16 bytes of codes, scale and zero in bfloat16
        assertEquals(20, FourBits.bytes(32));
    }
}
