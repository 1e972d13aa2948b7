package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.backend.Breaker.Pass;
import dev.outrigger.chat.Failure;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of two attempts that were begun for one answer. */
class DispatchRaceTest {
    private final DispatchFixture given = new DispatchFixture();

    @BeforeEach
    void ofTheFirstModelIsKnownHowLongItTakes() {
        given.knows("a", 20, 2);
    }

    private void pass(long millis) {
        given.time.pass(Duration.ofMillis(millis));
    }

    private List<String> asked() {
        return given.backend.asked();
    }

    private ScriptedBackend.Trial trial(int number) {
        return given.backend.trials.get(number - 1);
    }

    private Dispatch hedged(String... plan) {
        Dispatch dispatch = given.hedged(plan);
        pass(2_000);
        assertEquals(2, asked().size());
        return dispatch;
    }

    private void assertNothingIsLeft() {
        assertEquals(0, given.inFlight());
        assertEquals(0, given.time.armed());
    }

    @Test
    @Row("budget.hedge")
    void answersWithTheOneThatIsAskedLaterWhenItBeginsFirst() {
        Dispatch dispatch = hedged("a", "b");
        trial(2).open();
        assertTrue(dispatch.answer().succeeded());
        assertEquals(1, trial(1).cancels);
        assertEquals("b-there", dispatch.serving().orElseThrow().value());
        assertEquals(2, dispatch.begun());
        trial(2).end();
        assertEquals(List.of("1 a initial cancelled", "2 b hedge ok"), DispatchFixture.numbered(dispatch));
        assertEquals("ok", dispatch.verdict().result().label());
        assertNothingIsLeft();
    }

    @Test
    void answersWithTheFirstWhenItBeginsAfterAll() {
        Dispatch dispatch = hedged("a", "b");
        trial(1).open();
        assertEquals(1, trial(2).cancels);
        assertEquals("a-there", dispatch.serving().orElseThrow().value());
        trial(1).end();
        assertEquals(List.of("1 a initial ok", "2 b hedge cancelled"), DispatchFixture.numbered(dispatch));
        assertNothingIsLeft();
    }

    @Test
    void doesNotHearTheOneThatLost() {
        Dispatch dispatch = hedged("a", "b", "c");
        trial(2).open();
        trial(1).fail(Failures.CANCELLED);
        trial(2).end();
        assertEquals(List.of("1 a initial cancelled", "2 b hedge ok"), DispatchFixture.numbered(dispatch));
        assertEquals(List.of("a", "b"), asked());
    }

    @Test
    void isNeutralForTheOneThatLost() {
        for (int i = 0; i < 6; i++) given.availability("a").failed(Pass.FREE, Failures.OVERLOADED);
        hedged("a", "b");
        trial(2).open();
        assertFalse(given.availability("a").breaker().isOpen());
        given.availability("a").failed(Pass.FREE, Failures.OVERLOADED);
        assertTrue(given.availability("a").breaker().isOpen(), "seven failures in a row");
    }

    @Test
    void givesAProbeBackThatLost() {
        given.open("a");
        pass(1_000);
        hedged("a", "b");
        trial(2).open();
        assertEquals(Pass.PROBE, given.availability("a").tryPass());
    }

    @Test
    void goesOnWithTheOtherAloneWhenOneFails() {
        for (int failing : List.of(1, 2)) {
            DispatchFixture fresh = new DispatchFixture();
            fresh.knows("a", 20, 2);
            Dispatch dispatch = fresh.hedged("a", "b", "c");
            fresh.time.pass(Duration.ofSeconds(2));
            for (int i = 0; i < 6; i++)
                fresh.availability(failing == 1 ? "a" : "b").failed(Pass.FREE, Failures.OVERLOADED);
            fresh.backend.trials.get(failing - 1).fail(Failures.OVERLOADED);
            assertTrue(fresh.availability(failing == 1 ? "a" : "b").breaker().isOpen(), "it is counted");
            fresh.backend.trials.get(2 - failing).open();
            fresh.backend.trials.get(2 - failing).end();
            assertEquals(
                    failing == 1
                            ? List.of("1 a initial overloaded", "2 b hedge ok")
                            : List.of("1 a initial ok", "2 b hedge overloaded"),
                    DispatchFixture.numbered(dispatch));
            assertEquals(0, fresh.inFlight() + fresh.time.armed());
        }
    }

    @Test
    void goesOnWithThePlanWhenBothFail() {
        Dispatch dispatch = hedged("a", "b", "c");
        trial(2).fail(Failures.OVERLOADED);
        trial(1).fail(Failures.MALFORMED);
        trial(3).open();
        trial(3).end();
        assertEquals(
                List.of("1 a initial malformed", "2 b hedge overloaded", "3 c fallback ok"),
                DispatchFixture.numbered(dispatch));
    }

    @Test
    @Row("before.refused")
    void asksNobodyElseAfterOneRefusedAndTheOtherFailed() {
        Dispatch dispatch = hedged("a", "b", "c");
        trial(1).fail(Failures.REFUSED);
        assertFalse(dispatch.verdict().isComplete());
        trial(2).fail(Failures.OVERLOADED);
        assertSame(Failures.REFUSED, DispatchFixture.failure(dispatch));
        assertEquals(List.of("a", "b"), asked());
    }

    @Test
    void endsBothAtTheDeadline() {
        Dispatch dispatch = hedged("a", "b");
        pass(58_000);
        assertEquals(Failure.Clock.DEADLINE, ((Failure.TimedOut) DispatchFixture.failure(dispatch)).clock());
        assertEquals(List.of(1, 1), List.of(trial(1).cancels, trial(2).cancels));
        assertNothingIsLeft();
    }

    @Test
    void endsBothWhenTheAppLeaves() {
        Dispatch dispatch = hedged("a", "b");
        dispatch.cancel();
        assertEquals(List.of(1, 1), List.of(trial(1).cancels, trial(2).cancels));
        assertEquals(List.of("1 a initial cancelled", "2 b hedge cancelled"), DispatchFixture.numbered(dispatch));
        assertNothingIsLeft();
    }

    @Test
    @Row("clock.reserve")
    void givesEachOfThemItsShareOfTheDeadline() {
        given.registry.cell("b").orElseThrow().wholeAfter(7);
        Dispatch dispatch = hedged("a", "b", "c");
        pass(51_000);
        assertEquals(List.of(1, 0), List.of(trial(1).cancels, trial(2).cancels));
        assertEquals(List.of("a", "b"), asked());
        pass(6_000);
        assertEquals(1, trial(2).cancels);
        assertEquals(List.of("a", "b", "c"), asked());
        assertEquals(List.of("1 a initial timed_out", "2 b hedge timed_out"), DispatchFixture.numbered(dispatch));
    }

    @Test
    void remembersThatTheOneThatLostTookAtLeastSoLong() {
        given.more = ",\"stream\":true";
        hedged("a", "b");
        pass(3_000);
        trial(2).open();
        assertEquals(5, firstTokenSeconds("a").orElseThrow(), 0.1);
    }

    @Test
    void learnsNothingOfAHedgeThatLost() {
        given.more = ",\"stream\":true";
        hedged("a", "b");
        pass(10);
        trial(1).open();
        assertEquals(OptionalDouble.empty(), firstTokenSeconds("b"));
    }

    private OptionalDouble firstTokenSeconds(String model) {
        return given.registry.cell(model).orElseThrow().state().firstTokenSeconds();
    }

    @Test
    void goesOnWithTheAnswerThatBeganWhenItBreaksOff() {
        Dispatch dispatch = hedged("a", "b");
        dispatch.answer().onSuccess(answer -> answer.frames().subscribe(Reader.greedy()));
        trial(1).tell();
        trial(1).frames.fail(Failures.CUT);
        assertEquals(List.of("a", "b", "a"), asked());
        trial(3).tell();
        trial(3).end();
        assertEquals(
                List.of(Attempt.Cause.INITIAL, Attempt.Cause.HEDGE, Attempt.Cause.RESUME),
                dispatch.attempts().stream().map(Attempt::cause).toList());
        assertEquals("ok", dispatch.verdict().result().label());
        assertNothingIsLeft();
    }
}
