package dev.outrigger.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EvidenceTest {
    @Test
    void piecesAddUp() {
        Evidence all = Evidence.NONE.plus(Evidence.of(-1, 0.5)).plus(Evidence.of(-3, 1.5));
        assertEquals(new Evidence(2, -4, -3, 2), all);
        assertEquals(-2, all.meanLogProb());
        assertEquals(1, all.meanEntropy());
    }
}
