package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadTest {
    private static final Embedding TEXT = new Embedding(1, 2);

    @Test
    void turnsLogitsIntoProbabilities() {
        // Given logits 1·1 + 0·2 + 0 = 1, 0·1 + 1·2 + 0 = 2, 3
        Head head = three(1);
        // When
        double[] p = head.probabilities(TEXT);
        // Then
        assertArrayEquals(new double[] {0.09003057, 0.24472847, 0.66524096}, p, 1e-8);
    }

    @Test
    void aHigherTemperatureLowersConfidenceAndKeepsTheOrder() {
        double[] p = three(2).probabilities(TEXT);
        assertArrayEquals(new double[] {0.18632372, 0.30719589, 0.50648039}, p, 1e-8);
    }

    @Test
    void twoLabelsAreTheSigmoidOfOneLogit() {
        // Given a logit of 1·1 − 1·2 + 0.5 = −0.5, at temperature 0.5: −1
        Head head = new Head("h", List.of("no", "yes"), List.of(new Embedding(1, -1)), List.of(0.5f), 0.5);
        // When
        double[] p = head.probabilities(TEXT);
        // Then
        assertArrayEquals(new double[] {1 - 1 / (1 + Math.E), 1 / (1 + Math.E)}, p, 1e-12);
    }

    @Test
    void largeLogitsDoNotOverflow() {
        assertArrayEquals(new double[] {0, 1, 0}, Head.softmax(new double[] {-1e6, 1e6, 0}), 1e-12);
    }

    @Test
    void refusesShapesAndTemperaturesThatCannotBe() {
        List<Embedding> row = List.of(TEXT);
        assertThrows(IllegalArgumentException.class, () -> new Head("h", List.of("a", "b", "c"), row, List.of(0f), 1));
        assertThrows(IllegalArgumentException.class, () -> new Head("h", List.of("a", "b"), row, List.of(0f, 1f), 1));
        assertThrows(IllegalArgumentException.class, () -> new Head("h", List.of("a"), row, List.of(0f), 1));
        assertThrows(IllegalArgumentException.class, () -> three(0));
        assertThrows(IllegalArgumentException.class, () -> three(Double.NaN));
    }

    @Test
    void headsNameTheLikeliestLabel() {
        // Given
        Head binary = new Head("steps", List.of("simple", "multi"), List.of(new Embedding(0, 1)), List.of(0f), 1);
        Heads heads = new Heads("7", List.of(three(1), binary), Map.of(), 0.5);
        // When
        Classification said = heads.classify("three", TEXT);
        // Then
        assertEquals("c", said.label());
        assertEquals(0.66524096, said.confidence(), 1e-8);
        assertEquals(List.of("a", "b", "c"), List.copyOf(said.probabilities().keySet()));
        assertEquals(0.24472847, said.probability("b"), 1e-8);
        assertEquals(0, said.probability("none"));
        assertEquals("7", heads.version());
        assertEquals(1 / (1 + Math.exp(-2)), heads.probability("steps", TEXT), 1e-12);
    }

    @Test
    void expectsTheAmountBetweenThoseOfItsLabels() {
        // Given two labels of like probability, which stand for 10 and 1000
        Head even = new Head(
                "n", List.of("few", "many"), List.of(new Embedding(0, 0)), List.of(0f), 1, List.of(10.0, 1000.0));
        Heads heads = new Heads("7", List.of(even, three(1)), Map.of(), 0.5);
        // Then
        assertEquals(100, heads.amount("n", TEXT).getAsDouble(), 1e-9);
        assertTrue(heads.amount("three", TEXT).isEmpty());
    }

    @Test
    void refusesAmountsThatDoNotFitItsLabels() {
        List<Embedding> row = List.of(new Embedding(0, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Head("n", List.of("few", "many"), row, List.of(0f), 1, List.of(10.0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Head("n", List.of("few", "many"), row, List.of(0f), 1, List.of(0.0, 10.0)));
    }

    @Test
    void headsRefuseNamesTheyDoNotKnow() {
        Heads heads = new Heads("7", List.of(three(1)), Map.of(), 0.5);
        assertThrows(IllegalArgumentException.class, () -> heads.classify("none", TEXT));
        assertThrows(IllegalArgumentException.class, () -> heads.probability("three", TEXT));
        assertTrue(heads.names().contains("three"));
    }

    private static Head three(double temperature) {
        return new Head(
                "three",
                List.of("a", "b", "c"),
                List.of(new Embedding(1, 0), new Embedding(0, 1), new Embedding(1, 1)),
                List.of(0f, 0f, 0f),
                temperature);
    }
}
