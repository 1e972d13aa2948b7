package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.registry.Health;
import dev.outrigger.support.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers that a filter ended before they said anything. */
class DispatchRefusalTest {
    private final DispatchFixture given = new DispatchFixture();

    private static List<String> verdicts(Dispatch dispatch) {
        return dispatch.attempts().stream()
                .map(attempt -> attempt.model() + " " + attempt.cause().label() + " "
                        + attempt.verdict().label())
                .toList();
    }

    @Test
    @Row("before.refused-finish")
    void areTheAppsWholeAndRecordedAsRefused() {
        Dispatch dispatch = given.dispatch("a", "b");
        given.backend.last().whole(Frames.filtered());

        assertTrue(dispatch.answer().succeeded());
        assertEquals(List.of("a initial refused"), verdicts(dispatch));
        assertEquals("refused", dispatch.verdict().result().label());
    }

    @Test
    @Row("before.refused-finish")
    void areTheAppsStreamedAndRecordedAsRefused() {
        Dispatch dispatch = given.dispatch("a", "b");
        given.backend.last().open(Frames.filtered());
        given.backend.last().frames.complete();

        assertTrue(dispatch.answer().succeeded());
        assertEquals(List.of("a initial refused"), verdicts(dispatch));
        assertEquals("refused", dispatch.verdict().result().label());
    }

    @Test
    @Row("before.refused-finish")
    void areNeutralForTheBreaker() {
        for (int i = 0; i < 6; i++) given.availability("a").failed(Breaker.Pass.FREE, Failures.UNREACHABLE);
        given.dispatch("a");
        given.backend.last().whole(Frames.filtered());
        assertInstanceOf(Health.Ready.class, given.availability("a").health());

        // A success would have begun the count anew.
        given.availability("a").failed(Breaker.Pass.FREE, Failures.UNREACHABLE);

        assertInstanceOf(Health.Resting.class, given.availability("a").health());
    }
}
