package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaddedLengthTest {
    @Test
    void holdsEveryWindow() {
        assertTrue(IntStream.rangeClosed(2, TokenWindow.TOKENS).allMatch(tokens -> PaddedLength.of(tokens) >= tokens));
    }

    @Test
    void isOneOfFewForEveryWindow() {
        long lengths = IntStream.rangeClosed(2, TokenWindow.TOKENS)
                .map(PaddedLength::of)
                .distinct()
                .count();

        assertEquals(PaddedLength.count(), lengths);
        assertTrue(lengths <= 12);
    }

    @Test
    void addsAThirdAtMost() {
        assertTrue(IntStream.rangeClosed(9, TokenWindow.TOKENS)
                .allMatch(tokens -> PaddedLength.of(tokens) <= 4.0 / 3 * tokens + 1e-9));
    }

    @Test
    void leavesALengthOverTheWindowAsItIs() {
        assertEquals(TokenWindow.TOKENS + 1, PaddedLength.of(TokenWindow.TOKENS + 1));
    }
}
