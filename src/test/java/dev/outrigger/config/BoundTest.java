package dev.outrigger.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoundTest {
    private static final Mistake LATE = new Mistake("b", new Place("a.yaml", 9, 1), "b is late");
    private static final Mistake EARLY = new Mistake("a", new Place("a.yaml", 2, 5), "a is early");

    record Picky(int count) {
        Picky {
            if (count == 0) throw new IllegalStateException("a fault of the program");
        }
    }

    @Test
    void goesOnWithAValueAndKeepsMistakes() {
        // Given
        Bound<Integer> two = new Bound.Ok<>(2);
        Bound<Integer> wrong = new Bound.Wrong<>(List.of(EARLY));

        // Then
        assertEquals(new Bound.Ok<>("2"), two.then(value -> new Bound.Ok<>(value.toString())));
        assertEquals(new Bound.Wrong<>(List.of(EARLY)), wrong.then(value -> new Bound.Ok<>(value.toString())));
    }

    @Test
    void throwsEveryMistakeInTheOrderOfLines() {
        // Given
        Bound<Integer> wrong = new Bound.Wrong<>(List.of(LATE, EARLY));

        // When
        WrongConfigException thrown = assertThrows(WrongConfigException.class, wrong::orElseThrow);

        // Then
        assertEquals(List.of(EARLY, LATE), thrown.mistakes());
        assertEquals("a is early (a.yaml:2)\nb is late (a.yaml:9)", thrown.getMessage());
    }

    @Test
    void isNotWrongWithoutAMistake() {
        assertThrows(IllegalArgumentException.class, () -> new Bound.Wrong<>(List.of()));
    }

    @Test
    void doesNotTakeAFaultOfTheProgramForAMistake() {
        // Given
        Node node = Document.parse("a.yaml", "count: 0").orElseThrow();

        // Then
        assertThrows(IllegalStateException.class, () -> Binder.bind(node, Picky.class));
    }
}
