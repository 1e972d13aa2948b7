package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndingsTest {
    private final List<String> done = new ArrayList<>();
    private final Endings endings =
            new Endings(status -> done.add("in order " + status), status -> done.add("at once " + status));

    @Test
    void theFirstSignalEndsInOrderWithItsOwnStatus() {
        endings.received(Ending.TERMINATED);

        assertEquals(List.of("in order 143"), done);
    }

    @Test
    void aSecondCtrlCEndsAtOnce() {
        endings.received(Ending.INTERRUPTED);
        endings.received(Ending.INTERRUPTED);

        assertEquals(List.of("in order 130", "at once 130"), done);
    }

    @Test
    void aCtrlCHurriesWhatASupervisorBegan() {
        endings.received(Ending.TERMINATED);
        endings.received(Ending.INTERRUPTED);

        assertEquals(List.of("in order 143", "at once 130"), done);
    }

    @Test
    void aRepeatedTermAsksForNothingMore() {
        endings.received(Ending.INTERRUPTED);
        endings.received(Ending.TERMINATED);
        endings.received(Ending.TERMINATED);

        assertEquals(List.of("in order 130"), done);
    }
}
