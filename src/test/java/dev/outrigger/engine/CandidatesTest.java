package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CandidatesTest {
    private static final double EXACT = 1e-6;

    @Test
    void probabilitiesOfTheShortlistAndOfAllOthersSumToOne() {
        // Given: 1/2 and 1/4 in the shortlist, 1/4 spread over others
        Candidates candidates = quarters();
        // When
        double sum = candidates.logSum();
        // Then
        assertEquals(0.5, Math.exp(candidates.logits()[0] - sum), EXACT);
        assertEquals(0.25, Math.exp(candidates.logits()[1] - sum), EXACT);
        assertEquals(0.25, Math.exp(candidates.rest() - sum), EXACT);
    }

    @Test
    void entropyCountsAllOthersAsOne() {
        Candidates candidates = quarters();
        assertEquals(1.5 * Math.log(2), candidates.entropy(candidates.logSum()), EXACT);
    }

    @Test
    void aSingleTokenIsCertain() {
        Candidates candidates = new Candidates(new int[] {7}, new float[] {20});
        assertEquals(20, candidates.logSum(), EXACT);
        assertEquals(0, candidates.entropy(candidates.logSum()), EXACT);
    }

    @Test
    void largeLogitsDoNotOverflow() {
        Candidates candidates = new Candidates(new int[] {7, 8}, new float[] {3000, 3000});
        assertEquals(3000 + Math.log(2), candidates.logSum(), 1e-3);
    }

    @Test
    void asksTheScorerForTokensBehindTheShortlist() {
        Candidates candidates = new Candidates(new int[] {7}, new float[] {20}, 1, token -> token / 10f);
        assertEquals(20, candidates.logit(7), EXACT);
        assertEquals(0.9, candidates.logit(9), EXACT);
    }

    private static Candidates quarters() {
        float[] logits = {(float) Math.log(2), 0};
        return new Candidates(new int[] {7, 8}, logits, 0, token -> Float.NaN);
    }
}
