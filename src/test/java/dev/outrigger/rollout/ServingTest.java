package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServingTest {
    private static final String A = "aaaaaaaaaaaa";
    private static final String B = "bbbbbbbbbbbb";

    @Test
    void aTrialEndsInServingEverythingOrInNothing() {
        Serving tried = Serving.CONFIGURED.watching(A).trying(A, 10);
        assertEquals(
                new Serving(Serving.CONFIGURATION, List.of(new Serving.Slice(A, 10)), Optional.empty(), List.of()),
                tried);
        assertEquals(List.of(new Serving.Slice(A, 50)), tried.trying(A, 50).split());
        assertEquals(new Serving(A, List.of(), Optional.empty(), List.of(Serving.CONFIGURATION)), tried.promoted(A));
        assertEquals(Serving.CONFIGURED, tried.rolledBack());
    }

    @Test
    void goingBackLeadsThroughWhatServedBefore() {
        Serving both = Serving.CONFIGURED.promoted(A).promoted(B);
        assertEquals(A, both.rolledBack().stable());
        assertEquals(Serving.CONFIGURED, both.rolledBack().rolledBack());
        assertThrows(IllegalArgumentException.class, Serving.CONFIGURED::rolledBack);
    }

    @Test
    void goingBackWhileATrialGoesOnEndsOnlyThat() {
        Serving tried = Serving.CONFIGURED.promoted(A).trying(B, 10).watching(B);
        assertEquals(Serving.CONFIGURED.promoted(A), tried.rolledBack());
    }

    @Test
    void promotingWhatServesAlreadyForgetsNothing() {
        assertEquals(
                Serving.CONFIGURED.promoted(A), Serving.CONFIGURED.promoted(A).promoted(A));
    }

    @Test
    void boundsWhatIsTriedAndRemembered() {
        Serving serving = Serving.CONFIGURED;
        for (int i = 0; i < Serving.MOST_SLICES; i++) serving = serving.trying("00000000000" + i, 10);
        Serving full = serving;
        assertThrows(IllegalArgumentException.class, () -> full.trying(A, 10));
        assertThrows(
                IllegalArgumentException.class,
                () -> Serving.CONFIGURED.trying(A, 60).trying(B, 40));
        assertThrows(IllegalArgumentException.class, () -> Serving.CONFIGURED.trying(A, 0));
        assertThrows(IllegalArgumentException.class, () -> Serving.CONFIGURED.trying(A, Double.NaN));
        for (int i = 0; i < 100; i++) serving = serving.promoted("%012d".formatted(i));
        assertEquals(Serving.MOST_BEFORE, serving.before().size());
    }
}
