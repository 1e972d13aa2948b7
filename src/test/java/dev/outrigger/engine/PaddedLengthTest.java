package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaddedLengthTest {
    @Test
    void holdsEveryWindow() {
        assertTrue(
                IntStream.rangeClosed(2, MiniLmEmbedder.TOKENS).allMatch(tokens -> PaddedLength.of(tokens) >= tokens));
    }

    @Test
    void isOneOfFewForEveryWindow() {
        long lengths = IntStream.rangeClosed(2, MiniLmEmbedder.TOKENS)
                .map(PaddedLength::of)
                .distinct()
                .count();

        assertEquals(PaddedLength.count(), lengths);
        assertTrue(lengths <= 18);
    }

    @Test
    void addsAThirdAtMost() {
        assertTrue(IntStream.rangeClosed(9, MiniLmEmbedder.TOKENS)
                .allMatch(tokens -> PaddedLength.of(tokens) <= 4.0 / 3 * tokens + 1e-9));
    }

    @Test
    void leavesALengthOverTheLongestAsItIs() {
        assertEquals(MiniLmEmbedder.TOKENS + 1, PaddedLength.of(MiniLmEmbedder.TOKENS + 1));
    }
}
