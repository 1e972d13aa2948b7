package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EmbeddingTest {
    @Test
    void keepsItsOwnCopyOfTheNumbers() {
        // Given
        float[] numbers = {3, 4};
        Embedding embedding = new Embedding(numbers);
        // When
        numbers[0] = 99;
        embedding.toArray()[1] = 99;
        // Then
        assertEquals(new Embedding(3, 4), embedding);
        assertEquals(new Embedding(3, 4).hashCode(), embedding.hashCode());
        assertNotEquals(new Embedding(3, 5), embedding);
    }

    @Test
    void measuresLengthAndLikeness() {
        Embedding embedding = new Embedding(3, 4);
        assertEquals(2, embedding.dimensions());
        assertEquals(4, embedding.at(1));
        assertEquals(5, embedding.length());
        assertEquals(1, embedding.cosine(new Embedding(30, 40)), 1e-12);
        assertEquals(0, embedding.cosine(new Embedding(-4, 3)), 1e-12);
        assertEquals(-1, embedding.cosine(new Embedding(-3, -4)), 1e-12);
    }

    @Test
    void isLikeNothingWhenItIsAllZeros() {
        assertEquals(0, new Embedding(0, 0).cosine(new Embedding(1, 0)));
    }

    @Test
    void refusesNumbersThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> new Embedding(1, Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Embedding(Float.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> new Embedding());
    }

    @Test
    void refusesToMeetOtherDimensions() {
        assertThrows(IllegalArgumentException.class, () -> new Embedding(1, 2).dot(new Embedding(1)));
    }

    @Test
    void doesNotPrintItsNumbers() {
        assertEquals("Embedding[2]", new Embedding(1, 2).toString());
    }
}
