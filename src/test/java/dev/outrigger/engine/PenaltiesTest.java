package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.outrigger.chat.LogitBias;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PenaltiesTest {
    private static final int TOKENS = 10;

    private static final Candidates THREE =
            new Candidates(new int[] {5, 6, 7}, new float[] {3, 2, 1}, 0, token -> -token);

    @Test
    void presenceIsTakenOnceAndFrequencyForEachTime() {
        // Given
        Penalties penalties = penalties(0.5, 0.25);
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
        Penalties penalties = penalties(1.5, 0);
        penalties.take(5);
        Candidates adjusted = penalties.adjust(THREE);
        assertArrayEquals(new int[] {6, 5, 7}, adjusted.tokens());
        assertArrayEquals(new float[] {2, 1.5f, 1}, adjusted.logits());
    }

    @Test
    void aBonusBringsBackATokenThatIsNoCandidate() {
        // Given: token 2 has logit -2
        Penalties penalties = penalties(-2, 0);
        penalties.take(2);
        // Then
        assertArrayEquals(new int[] {5, 6, 7, 2}, penalties.adjust(THREE).tokens());
        assertArrayEquals(new float[] {3, 2, 1, 0}, penalties.adjust(THREE).logits());
    }

    @Test
    void nothingIsChangedWithoutPenaltiesOrBeforeTheFirstToken() {
        Penalties none = penalties(0, 0);
        none.take(5);
        assertSame(THREE, none.adjust(THREE));
        assertSame(THREE, penalties(1, 1).adjust(THREE));
    }

    @Test
    void aBiasIsAddedWhereverItsTokenStands() {
        // Given: token 2 has logit -2
        Penalties biased = biased(Map.of(2, 6.0, 6, -3.5, 3, -1.0));
        // When
        Candidates adjusted = biased.adjust(THREE);
        // Then: one that is not likelier stays behind the shortlist
        assertArrayEquals(new int[] {2, 5, 7, 6}, adjusted.tokens());
        assertArrayEquals(new float[] {4, 3, 1, -1.5f}, adjusted.logits());
    }

    @Test
    void aBannedTokenIsNoCandidate() {
        assertArrayEquals(
                new int[] {6, 7}, biased(Map.of(5, -100.0)).adjust(THREE).tokens());
    }

    @Test
    void aForcedTokenIsFirst() {
        assertEquals(9, biased(Map.of(9, 100.0)).adjust(THREE).tokens()[0]);
    }

    @Test
    void allTokensAreLookedAtWhereTheShortlistFallsBehindThem() {
        // Given: all others score minus their number
        Penalties banned = biased(Map.of(5, -100.0, 6, -100.0, 7, -100.0));
        Penalties lowered = biased(Map.of(5, -50.0, 6, -50.0, 7, -50.0));
        // Then: as many as there were
        assertArrayEquals(new int[] {0, 1, 2}, banned.adjust(THREE).tokens());
        assertArrayEquals(new int[] {0, 1, 2}, lowered.adjust(THREE).tokens());
    }

    @Test
    void whereEveryTokenIsBannedTheLikeliestComes() {
        Map<Integer, Double> every =
                IntStream.range(0, TOKENS).boxed().collect(Collectors.toMap(token -> token, token -> -100.0));
        assertEquals(5, biased(every).adjust(THREE).tokens()[0]);
    }

    @Test
    void whoAsksForAnotherTokensLogitHearsItAdjusted() {
        // Given: of tokens 5 and 3, and one that stands in the answer
        Penalties penalties = new Penalties(0.5, 0, LogitBias.of(Map.of(5, 2.0, 3, -1.0)), TOKENS);
        penalties.take(4);
        // When
        Candidates.Scorer scorer = penalties.adjust(THREE).scorer();
        // Then
        assertEquals(5, scorer.score(5));
        assertEquals(-4, scorer.score(3));
        assertEquals(-4.5, scorer.score(4));
        assertEquals(-8, scorer.score(8));
    }

    private static Penalties penalties(double presence, double frequency) {
        return new Penalties(presence, frequency, LogitBias.NONE, TOKENS);
    }

    private static Penalties biased(Map<Integer, Double> bias) {
        return new Penalties(0, 0, LogitBias.of(bias), TOKENS);
    }
}
