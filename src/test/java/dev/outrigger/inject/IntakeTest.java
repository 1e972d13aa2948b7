package dev.outrigger.inject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final int HALF = Intake.MAX_BYTES / 2;

    private final Intake intake = new Intake();

    @Test
    void oneAddressHasHalfOfTheConnections() {
        for (int one = 0; one < Intake.MAX_CONNECTIONS / 2; one++) assertTrue(intake.open("a"));

        assertFalse(intake.open("a"));
        assertTrue(intake.open("b"));
        intake.close("a");
        assertTrue(intake.open("a"));
    }

    @Test
    void allTogetherHaveNoMoreThanAll() {
        for (int one = 0; one < Intake.MAX_CONNECTIONS; one++) assertTrue(intake.open("a" + one));

        assertFalse(intake.open("b"));
        intake.close("a0");
        assertTrue(intake.open("b"));
    }

    @Test
    void oneAddressHoldsHalfOfTheBytes() {
        assertTrue(intake.hold("a", HALF));

        assertFalse(intake.hold("a", 1));
        assertTrue(intake.hold("b", HALF));
        assertFalse(intake.hold("c", 1));
        intake.release("a", 1);
        assertTrue(intake.hold("c", 1));
    }

    @Test
    void keepsNoAddressOfWhichNothingIsHeld() {
        intake.open("a");
        intake.hold("a", 7);
        intake.close("a");
        assertEquals(1, intake.addresses());
        intake.release("a", 7);
        assertEquals(0, intake.addresses());
    }
}
