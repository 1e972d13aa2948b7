package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NotesTest {
    private static final Decision.Note ONE = new Decision.Note("rule", "stage 1 applies");
    private static final Decision.Note TWO = new Decision.Note("score", "counted as the hardest");

    @Test
    void areInTheOrderInWhichTheyWereMade() {
        assertEquals(List.of(ONE, TWO), Notes.NONE.and(ONE).and(TWO).list());
        assertEquals(List.of(), Notes.NONE.list());
    }

    @Test
    void oneMoreLeavesThoseBeforeAsTheyWere() {
        Notes one = Notes.NONE.and(ONE);

        assertEquals(List.of(ONE, TWO), one.and(TWO).list());
        assertEquals(List.of(ONE), one.list());
    }
}
