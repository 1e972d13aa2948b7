package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.Ceilings;
import dev.outrigger.support.Figures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the hot pieces of a request's way allocate. {@code ./outrigger bench pieces} times them as well. */
class PieceCostTest {
    @Test
    void noPieceAllocatesMoreThanItsCeiling() throws Exception {
        var figures = Ceilings.isRecording() ? Figures.of(Pieces.class.getName()) : Pieces.allocated();

        assertEquals(List.of(), new Ceilings(PieceCostTest.class).broken(figures));
    }
}
