package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Heads heads = new Heads("7", List.of(three(1), binary), Map.of(), Map.of(), 0.5);
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
    void tellsTheLengthUnderWhichAShareOfTheMixtureIs() {
        // Given two labels of like probability: from 10 to 100 tokens, and from 1000 to 10000
        Lengths apart = new Lengths(List.of(0.25, 0.75), List.of(List.of(10.0, 100.0), List.of(1000.0, 10_000.0)));
        Head even =
                new Head("n", List.of("few", "many"), List.of(new Embedding(0, 0)), List.of(0f), 1, Optional.of(apart));
        Heads heads = new Heads("7", List.of(even, three(1)), Map.of(), Map.of(), 0.5);
        // Then a quarter is under the few's middle, three quarters under the many's
        assertEquals(Math.sqrt(1000), heads.length("n", TEXT, 0.25).getAsDouble(), 1e-6);
        assertEquals(Math.sqrt(1e7), heads.length("n", TEXT, 0.75).getAsDouble(), 1e-3);
        // and the slope goes on beyond the outermost levels: 0.05 of the whole is 0.1 of the few
        assertEquals(Math.pow(10, 1 - 0.15 / 0.5), heads.length("n", TEXT, 0.05).getAsDouble(), 1e-6);
        assertTrue(heads.length("three", TEXT, 0.5).isEmpty());
    }

    @Test
    void refusesLengthsThatDoNotFitItsLabels() {
        List<Embedding> row = List.of(new Embedding(0, 0));
        Optional<Lengths> ofOne = Optional.of(new Lengths(List.of(0.1, 0.9), List.of(List.of(1.0, 2.0))));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Head("n", List.of("few", "many"), row, List.of(0f), 1, ofOne));
    }

    @Test
    void lengthsRise() {
        List<List<Double>> rising = List.of(List.of(1.0, 2.0));
        for (List<Double> levels : List.of(
                List.of(0.5), List.of(0.9, 0.1), List.of(0.0, 0.9), List.of(0.1, 1.0), List.of(0.1, Double.NaN))) {
            assertThrows(IllegalArgumentException.class, () -> new Lengths(levels, rising), levels.toString());
        }
        for (List<Double> tokens : List.of(
                List.of(2.0, 1.0),
                List.of(1.0, 1.0),
                List.of(0.5, 2.0),
                List.of(1.0),
                List.of(1.0, Double.POSITIVE_INFINITY))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Lengths(List.of(0.1, 0.9), List.of(tokens)),
                    tokens.toString());
        }
    }

    @Test
    void headsRefuseNamesTheyDoNotKnow() {
        Heads heads = new Heads("7", List.of(three(1)), Map.of(), Map.of(), 0.5);
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
