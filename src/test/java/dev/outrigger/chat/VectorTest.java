package dev.outrigger.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class VectorTest {
    @Test
    void isItsNumbers() {
        assertEquals(Vector.of(1, 2), Vector.of(1, 2));
        assertEquals(Vector.of(1, 2).hashCode(), Vector.of(1, 2).hashCode());
        assertNotEquals(Vector.of(1, 2), Vector.of(2, 1));
        assertNotEquals(Vector.of(0f), Vector.of(-0f));
        assertEquals(2, Vector.of(1, 2).size());
        assertEquals(2f, Vector.of(1, 2).at(1));
    }

    @Test
    void doesNotChangeWithTheArrayItWasMadeOf() {
        float[] numbers = {1, 2};
        Vector vector = Vector.of(numbers);

        numbers[0] = 9;

        assertEquals(1f, vector.at(0));
    }

    @Test
    void tellsNothingOfItsNumbers() {
        assertEquals("Vector[2]", Vector.of(1, 2).toString());
    }
}
