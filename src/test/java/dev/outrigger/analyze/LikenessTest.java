package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class LikenessTest {
    private static final Object ENCODER = new Object();

    private static TextVector at(double degrees) {
        double angle = Math.toRadians(degrees);
        return new TextVector(new float[] {(float) (3 * Math.cos(angle)), (float) (3 * Math.sin(angle))}, ENCODER);
    }

    private static double of(SortedMap<String, Double> likeness, String name) {
        return Objects.requireNonNull(likeness.get(name));
    }

    private static final Likeness LIKENESS = Likeness.fit(
            Map.of("east", List.of(at(0), at(10), at(20)), "north", List.of(at(80), at(90), at(100))),
            List.of(at(180), at(200), at(240)));

    @Test
    void isOverOneHalfForWhatLiesAmongANamesExamplesAlone() {
        SortedMap<String, Double> east = LIKENESS.of(at(5));
        assertTrue(of(east, "east") > 0.5, east.toString());
        assertTrue(of(east, "north") < 0.5, east.toString());
        LIKENESS.of(at(220)).values().forEach(each -> assertTrue(each < 0.5));
    }

    @Test
    void thresholdLiesMidwayBetweenANamesOwnExamplesAndTheNearestOther() {
        // The examples' nearest fellow is 10 degrees off, the nearest other text 60.
        double middle = (Math.cos(Math.toRadians(10)) + Math.cos(Math.toRadians(60))) / 2;
        assertEquals(middle, LIKENESS.threshold("east"), 1e-6);
    }

    @Test
    void theNearestExampleCounts() {
        assertEquals(of(LIKENESS.of(at(20)), "east"), of(LIKENESS.of(at(0)), "east"), 1e-6);
        assertTrue(of(LIKENESS.of(at(25)), "east") > of(LIKENESS.of(at(30)), "east"));
    }

    @Test
    void oneExampleHasThePresumedThreshold() {
        Likeness one = Likeness.fit(Map.of("only", List.of(at(0))), List.of(at(180)));
        assertEquals(0.5, one.threshold("only"));
        assertEquals(0.5, of(one.of(at(60)), "only"), 1e-6);
    }

    @Test
    void vectorsOfTwoEncodersAreNotCompared() {
        TextVector other = new TextVector(new float[] {1, 0}, new Object());
        assertFalse(LIKENESS.isFor(other));
        assertThrows(IllegalArgumentException.class, () -> LIKENESS.of(other));
    }

    @Test
    void aVectorOfNothingIsLikeNothing() {
        assertEquals(0, new TextVector(new float[] {0, 0}, ENCODER).likeness(at(0)));
    }
}
