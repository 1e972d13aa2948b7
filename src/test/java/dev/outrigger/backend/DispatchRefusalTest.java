package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.registry.Health;
import dev.outrigger.route.Conduct;
import dev.outrigger.route.HoldSettings;
import dev.outrigger.route.OnRefusal;
import dev.outrigger.route.Step;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Answers that a filter ended before they said anything. */
class DispatchRefusalTest {
    private final DispatchFixture given = new DispatchFixture();

    @Test
    @Row("before.refused-finish")
    void areTheAppsWholeAndRecordedAsRefused() {
        Dispatch dispatch = given.dispatch("a", "b");
        given.backend.last().whole(Frames.filtered());

        assertTrue(dispatch.answer().succeeded());
        assertEquals(List.of("a initial refused"), DispatchFixture.verdicts(dispatch));
        assertEquals("refused", dispatch.verdict().result().label());
    }

    @Test
    @Row("before.refused-finish")
    void areTheAppsStreamedAndRecordedAsRefused() {
        Dispatch dispatch = given.dispatch("a", "b");
        given.backend.last().open(Frames.filtered());
        given.backend.last().frames.complete();

        assertTrue(dispatch.answer().succeeded());
        assertEquals(List.of("a initial refused"), DispatchFixture.verdicts(dispatch));
        assertEquals("refused", dispatch.verdict().result().label());
    }

    private Dispatch shopping(String... plan) {
        return given.dispatch(
                new Conduct(Duration.ZERO, true, false, false, HoldSettings.NONE, OnRefusal.NEXT),
                Step.Relation.OTHER,
                plan);
    }

    @Test
    @Row("before.refused-policy")
    void areNotTheAppsWhereThePolicyHasTheNextAsked() {
        Dispatch dispatch = shopping("a", "b");
        ScriptedBackend.Trial first = given.backend.last();
        first.open(Frames.filtered());
        assertEquals(1, first.cancels);
        assertFalse(dispatch.answer().isComplete());
        given.backend.last().whole(Frames.finish(0));

        assertEquals(List.of("a initial refused", "b fallback ok"), DispatchFixture.verdicts(dispatch));
        assertEquals(OptionalInt.of(200), dispatch.attempts().getFirst().status());
        assertEquals(0, given.inFlight());
    }

    @Test
    @Row("before.refused-policy")
    void areTheAppsAfterAllWhereNobodyIsLeft() {
        Dispatch dispatch = shopping("a", "b");
        given.backend.last().whole(Frames.filtered());
        given.backend.last().whole(Frames.filtered());

        assertTrue(dispatch.answer().succeeded());
        assertEquals(List.of("a initial refused", "b fallback refused"), DispatchFixture.verdicts(dispatch));
    }

    @Test
    @Row("before.refused-policy")
    void areTheAppsWhereNoAttemptIsLeft() {
        Dispatch dispatch = shopping("a", "b", "c", "d");
        for (int i = 0; i < 3; i++) given.backend.last().whole(Frames.filtered());

        assertTrue(dispatch.answer().succeeded());
        assertEquals(List.of("a", "b", "c"), given.backend.asked());
    }

    @Test
    @Row("before.refused-policy")
    void letTheNextBeAskedAsWellWhereTheyAreErrors() {
        Dispatch dispatch = shopping("a", "b");
        given.backend.last().fail(Failures.REFUSED);
        given.backend.last().fail(Failures.REFUSED);

        assertEquals(List.of("a initial refused", "b fallback refused"), DispatchFixture.verdicts(dispatch));
        assertSame(Failures.REFUSED, DispatchFixture.failure(dispatch));
    }

    @Test
    @Row("before.refused-policy")
    void areNotShoppedAroundOnceTheAppHasContent() {
        Dispatch dispatch = shopping("a", "b");
        given.backend.last().open();
        given.backend.last().frames.offer(List.of(Frames.filtered()));
        given.backend.last().frames.complete();

        assertEquals(List.of("a initial ok"), DispatchFixture.verdicts(dispatch));
    }

    @Test
    @Row("before.refused-policy")
    void letNobodyElseBeAskedForOtherFaultsOfTheRequest() {
        shopping("a", "b");
        given.backend.last().fail(Failures.REJECTED);

        assertEquals(List.of("a"), given.backend.asked());
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
