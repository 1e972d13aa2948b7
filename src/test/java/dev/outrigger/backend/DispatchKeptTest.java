package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Admission;
import dev.outrigger.route.Acceptance;
import dev.outrigger.route.Step;
import dev.outrigger.support.Room;
import dev.outrigger.support.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was held and not sure, where nothing better comes. */
class DispatchKeptTest extends HeldAnswers {
    @Test
    @Row("cascade.kept")
    void whatWasWholeIsBetterThanNothing() {
        Dispatch dispatch = begun("b", "c");
        says("Lyon", 0.4);
        last().fail(Failures.OVERLOADED);
        last().fail(Failures.MALFORMED);
        assertEquals("Lyon", app.said());
        assertEquals("Lyon|u.", app.text());
        assertTrue(app.isComplete());
        assertEquals("kept", unsure(dispatch));
        assertEquals("ok", dispatch.verdict().result().label());
        assertEquals(
                List.of("a initial ok", "b escalation overloaded", "c fallback malformed"),
                DispatchFixture.verdicts(dispatch));
        assertEquals("a-there", dispatch.serving().orElseThrow().value());
        assertNothingIsLeft();
    }

    @Test
    void whatWasNotWholeIsNotKept() {
        Dispatch dispatch = begun("b");
        last().held(Frames.sure("Ly", 0.4));
        last().fail(Failures.MALFORMED);
        assertSame(Failures.MALFORMED, DispatchFixture.failure(dispatch));
    }

    @Test
    @Row("cascade.kept")
    void theDeadlineHandsOnWhatWasKept() {
        Dispatch dispatch = begun("b");
        says("Lyon", 0.4);
        given.time.pass(DispatchFixture.DEADLINE);
        assertEquals("Lyon", app.said());
        assertEquals("a initial ok", DispatchFixture.verdicts(dispatch).getFirst());
        assertNothingIsLeft();
    }

    @Test
    void whatThereIsNoRoomToKeepIsHandedOnAtOnce() {
        long all = FrameQueue.cost(Frames.sure("Lyon", 0.4))
                + FrameQueue.cost(Frames.finish(0))
                + FrameQueue.cost(used())
                + FrameQueue.cost(Frames.ended());
        given.holdings = Room.of(new Admission(), all - 1);
        Dispatch dispatch = begun("b");
        says("Lyon", 0.4);
        assertEquals("Lyon", app.said());
        assertEquals("last", unsure(dispatch));
        assertEquals(List.of("a initial ok"), DispatchFixture.verdicts(dispatch));
        assertEquals(0, given.holdings.bytes());
        assertNothingIsLeft();
    }

    @Test
    void whatIsLongerThanMayBeKeptIsHandedOnAtOnce() {
        Dispatch dispatch = begun("b");
        says("x".repeat(Gathering.MAX_BYTES), 0.4);
        assertEquals(Gathering.MAX_BYTES, app.said().length());
        assertEquals("last", unsure(dispatch));
        assertEquals(List.of("a initial ok"), DispatchFixture.verdicts(dispatch));
    }

    @Test
    void aRefusalIsNotShoppedAround() {
        Dispatch dispatch = begun("b");
        says("Lyon", 0.4);
        last().fail(Failures.REFUSED);
        assertSame(Failures.REFUSED, DispatchFixture.failure(dispatch));
    }

    @Test
    void goesOneWay() {
        Dispatch dispatch = given.steps(
                List.of(
                        new Step.TryIf(given.model("a"), Step.Relation.FIRST, HOLD, new Acceptance(0.7)),
                        new Step.TryIf(given.model("b"), Step.Relation.OTHER, HOLD, new Acceptance(0.7))),
                "c");
        says("Lyon", 0.4);
        says("Nice", 0.5);
        last().fail(Failures.OVERLOADED);
        assertEquals(List.of("a", "b", "c"), given.backend.asked());
        assertEquals(
                List.of("a initial unsure", "b escalation ok", "c escalation overloaded"),
                DispatchFixture.verdicts(dispatch));
    }
}
