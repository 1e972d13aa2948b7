package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class PenaltiesTest {
    private static final Candidates THREE =
            new Candidates(new int[] {5, 6, 7}, new float[] {3, 2, 1}, 0, token -> -token);

    @Test
    void presenceIsTakenOnceAndFrequencyForEachTime() {
        // Given
        Penalties penalties = new Penalties(0.5, 0.25);
        penalties.take(5);
        penalties.take(5);
        penalties.take(6);
        // When
        Candidates adjusted = penalties.adjust(THREE);
        // Then: 3 - .5 - 2 * .25, 2 - .5 - .25, 1
        assertArrayEquals(new int[] {5, 6, 7}, adjusted.tokens());
        assertArrayEquals(new float[] {2, 1.25f, 1}, adjusted.logits());
    }

    @Test
    void aPenalisedTokenFallsBehindOthers() {
        Penalties penalties = new Penalties(1.5, 0);
        penalties.take(5);
        Candidates adjusted = penalties.adjust(THREE);
        assertArrayEquals(new int[] {6, 5, 7}, adjusted.tokens());
        assertArrayEquals(new float[] {2, 1.5f, 1}, adjusted.logits());
    }

    @Test
    void aBonusBringsBackATokenThatIsNoCandidate() {
        // Given: token 2 has logit -2
        Penalties penalties = new Penalties(-2, 0);
        penalties.take(2);
        // Then
        assertArrayEquals(new int[] {5, 6, 7, 2}, penalties.adjust(THREE).tokens());
        assertArrayEquals(new float[] {3, 2, 1, 0}, penalties.adjust(THREE).logits());
    }

    @Test
    void nothingIsChangedWithoutPenaltiesOrBeforeTheFirstToken() {
        Penalties none = new Penalties(0, 0);
        none.take(5);
        assertSame(THREE, none.adjust(THREE));
        assertSame(THREE, new Penalties(1, 1).adjust(THREE));
    }
}
