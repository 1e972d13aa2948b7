package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RopeRowsTest {
    @Test
    void putsEvenRowsOfAHeadBeforeItsOddOnes() {
        // Given: two heads of width 4
        RopeRows rows = new RopeRows(4);
        // When
        long[] inFile = LongStream.range(0, 8).map(rows).toArray();
        // Then
        assertArrayEquals(new long[] {0, 2, 1, 3, 4, 6, 5, 7}, inFile);
    }
}
