package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.Ceilings;
import dev.outrigger.support.Figures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What a request takes of the sidecar: allocated bytes, and reads and writes of its event loops. No times, so that a busy
 * machine finds the same.
 */
class RequestCostIT {
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Linux counts a thread's calls")
    void noRequestTakesMoreThanItsCeiling() throws Exception {
        var figures = Figures.of(RequestCost.class.getName());

        assertEquals(List.of(), new Ceilings(RequestCostIT.class).broken(figures));
    }
}
