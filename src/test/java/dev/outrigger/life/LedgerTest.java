package dev.outrigger.life;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.engine.Footprint;
import dev.outrigger.engine.Loss;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final List<String> told = new ArrayList<>();
    private final Ledger ledger = new Ledger(new LoadListener() {
        @Override
        public void loaded(String model, Outcome outcome, Life.Cause cause) {}

        @Override
        public void lost(String model, Loss.Kind how) {}

        @Override
        public void held(String model, Footprint footprint) {
            told.add(model + " " + footprint.total());
        }

        @Override
        public void learned() {}
    });

    @Test
    void sumsWhatOneNameHoldsTwiceAndForgetsWhatHoldsNothing() {
        ledger.add("a", new Footprint(10, 5, 0));
        ledger.add("a", new Footprint(10, 2, 1));
        ledger.add("b", new Footprint(1, 0, 0));
        ledger.remove("a", new Footprint(10, 5, 0));
        ledger.remove("b", new Footprint(1, 0, 0));
        assertEquals(Map.of("a", new Footprint(10, 2, 1)), ledger.held());
        assertEquals(List.of("a 15", "a 28", "b 1", "a 13", "b 0"), told);
    }

    @Test
    void refusesWhatIsOverItsBoundAndSaysHowMuchIsFree() {
        ledger.add("a", new Footprint(60, 10, 0));
        ledger.bound(OptionalLong.of(100));
        assertDoesNotThrow(() -> ledger.check("b", new Footprint(30, 0, 0)));
        assertTrue(ledger.hasRoom(new Footprint(30, 0, 0)));
        assertFalse(ledger.hasRoom(new Footprint(31, 0, 0)));
        IOException refused = assertThrows(IOException.class, () -> ledger.check("b", new Footprint(30, 1, 0)));
        assertEquals("limits.modelBytes is 100 bytes: b needs 31, and 30 are free", refused.getMessage());
    }

    @Test
    void hasNoLessThanNothingFree() {
        ledger.add("a", new Footprint(60, 10, 0));
        ledger.bound(OptionalLong.of(50));
        IOException refused = assertThrows(IOException.class, () -> ledger.check("b", new Footprint(1, 0, 0)));
        assertEquals("limits.modelBytes is 50 bytes: b needs 1, and 0 are free", refused.getMessage());
    }

    @Test
    void isUnboundUnlessSaid() {
        assertTrue(ledger.hasRoom(new Footprint(Long.MAX_VALUE, 0, 0)));
    }

    @Test
    void nothingHoldsLessThanNothing() {
        assertThrows(IllegalArgumentException.class, () -> new Footprint(0, -1, 0));
    }
}
