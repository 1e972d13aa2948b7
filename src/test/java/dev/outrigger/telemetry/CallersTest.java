package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.exchange.Asker;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallersTest {
    private final Callers callers = new Callers();

    private static Asker tenant(String name) {
        return new Asker(Optional.of("shop"), Optional.of(name), Optional.of("ann"));
    }

    @Test
    void letsSoManyPairsThroughAndCountsTheRestAsOthers() {
        for (int i = 0; i < Bounds.LABEL_VALUES; i++)
            assertEquals(new Callers.Pair("shop", "t" + i), callers.admit(tenant("t" + i)));

        assertEquals(new Callers.Pair("other", "other"), callers.admit(tenant("one more")));
        assertEquals(new Callers.Pair("shop", "t0"), callers.admit(tenant("t0")));
    }

    @Test
    void nobodyIsNone() {
        assertEquals(new Callers.Pair("none", "none"), callers.admit(Asker.UNKNOWN));
    }

    @Test
    void cutsALongName() {
        assertEquals(
                Bounds.TEXT, callers.admit(tenant("t".repeat(500))).tenant().length());
    }
}
