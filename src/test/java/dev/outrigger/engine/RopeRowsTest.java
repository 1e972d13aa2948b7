package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class RopeRowsTest {
    @Test
    void putsEvenRowsOfAHeadBeforeItsOddOnes() {
        // Given: two heads of width 4, rows of one float each, numbered as the file has them
        GgufTensor matrix = new GgufTensor("q", GgmlType.F32, 8, 1, 0);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment rows = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 0, 1, 2, 3, 4, 5, 6, 7);
            // When
            float[] turned = RopeRows.unpermute(rows, matrix, 4, arena).toArray(ValueLayout.JAVA_FLOAT);
            // Then
            assertArrayEquals(new float[] {0, 2, 1, 3, 4, 6, 5, 7}, turned);
        }
    }
}
