package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Passage;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.Registry;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The order of a plan, and what becomes of each attempt. */
class DispatchTest {
    private final DispatchFixture given = new DispatchFixture();

    @Test
    void answersWithTheFirstCandidateThatAnswers() {
        Dispatch dispatch = given.dispatch("a", "b");
        given.backend.last().open();
        assertTrue(dispatch.answer().succeeded());
        assertFalse(dispatch.verdict().isComplete());
        given.backend.last().end();
        assertEquals(new Verdict.Answered(), dispatch.verdict().result());
        assertEquals(List.of("a initial ok"), DispatchFixture.verdicts(dispatch));
    }

    @Test
    void movesOnInThePlansOrder() {
        Dispatch dispatch = given.dispatch("b", "a", "c");
        given.backend.last().fail(Failures.OVERLOADED);
        given.backend.last().fail(Failures.MALFORMED);
        given.backend.last().open();
        given.backend.last().end();
        assertEquals(
                List.of("b initial overloaded", "a fallback malformed", "c fallback ok"),
                DispatchFixture.verdicts(dispatch));
    }

    @Test
    @Row("before.refused")
    void movesOnOnlyAfterFailuresThatAnotherModelMayNotHave() {
        for (Failure failure : Failures.COUNTED.subList(0, 4)) movesOn(failure, true);
        for (Failure failure : Failures.NEUTRAL) movesOn(failure, failure.mayMoveOn());
        movesOn(Failures.REFUSED, false);
        movesOn(Failures.REJECTED, false);
    }

    private static void movesOn(Failure failure, boolean expected) {
        DispatchFixture fresh = new DispatchFixture();
        Dispatch dispatch = fresh.dispatch("a", "b");
        fresh.backend.last().fail(failure);
        assertEquals(expected ? List.of("a", "b") : List.of("a"), fresh.backend.asked(), failure.label());
        if (!expected) assertSame(failure, DispatchFixture.failure(dispatch));
    }

    @Test
    void tellsTheLastFailureWhenNobodyAnswered() {
        Dispatch dispatch = given.dispatch("a", "b");
        given.backend.last().fail(Failures.OVERLOADED);
        given.backend.last().fail(Failures.MALFORMED);
        assertSame(Failures.MALFORMED, DispatchFixture.failure(dispatch));
        assertEquals(new Verdict.Failed(Failures.MALFORMED), dispatch.verdict().result());
    }

    @Test
    @Row("after.nobody-replaced")
    void doesNotReplaceAnybodyAfterTheFirstFrame() {
        Dispatch dispatch = given.dispatch("a", "b");
        given.backend.last().open();
        given.backend.last().frames.fail(Failures.MALFORMED);
        assertEquals(List.of("a"), given.backend.asked());
        assertEquals("cut", dispatch.verdict().result().label());
    }

    @Test
    @Row("budget.attempts")
    void makesNoMoreAttemptsThanItsBudget() {
        Dispatch dispatch = given.dispatch("a", "b", "c", "d");
        for (int i = 0; i < 3; i++) given.backend.last().fail(Failures.OVERLOADED);
        assertEquals(List.of("a", "b", "c"), given.backend.asked());
        assertTrue(dispatch.verdict().isComplete());
    }

    @Test
    void skipsWhoseBreakerIsOpen() {
        given.open("a");
        Dispatch dispatch = given.dispatch("a", "b");
        assertEquals(List.of("b"), given.backend.asked());
        given.backend.last().open();
        given.backend.last().end();
        assertEquals(List.of("b initial ok"), DispatchFixture.verdicts(dispatch));
    }

    @Test
    @Row("before.429-with-wait")
    void skipsWhoAskedToWait() {
        given.dispatch("a");
        given.backend.last().fail(Failures.throttled(Duration.ofSeconds(5)));
        given.dispatch("a", "b");
        assertEquals(List.of("a", "b"), given.backend.asked());
    }

    @Test
    @Row("before.too-long-learned")
    void learnsAModelsWindowFromWhatItsUpstreamStates() {
        Passage words = Passage.of("This model's maximum context length is 4096 tokens.");
        Verbatim told = new Verbatim(400, "application/json", Bytes.EMPTY, "openai", words, List.of());
        given.dispatch("a", "b");
        given.backend.last().fail(new Failure.TooLong("too long", Optional.of(told)));
        assertEquals(List.of("a", "b"), given.backend.asked());
        assertEquals(
                OptionalInt.of(4096),
                given.registry.cell("a").orElseThrow().state().window());
        // Then one that is known to take no more is not asked
        given.registry.cell("b").orElseThrow().learnWindow(4000);
        given.dispatch("a", "b", "c");
        given.backend.last().fail(new Failure.TooLong("too long", Optional.of(told)));
        assertEquals(List.of("a", "b", "a", "c"), given.backend.asked());
    }

    @Test
    @Row("breaker.probe")
    void findsOutWithOneLiveRequestWhetherAModelIsBack() {
        given.open("a");
        given.time.pass(Duration.ofSeconds(1));
        given.dispatch("a", "b");
        given.dispatch("a", "b");
        assertEquals(List.of("a", "b"), given.backend.asked());
        given.backend.trials.getFirst().open();
        given.backend.trials.getFirst().end();
        assertFalse(given.availability("a").breaker().isOpen());
    }

    @Test
    @Row("leave.neutral")
    void leavesNoProbeBehindWhenTheAppLeaves() {
        given.open("a");
        given.time.pass(Duration.ofSeconds(1));
        given.dispatch("a", "b").cancel();
        given.dispatch("a", "b");
        assertEquals(List.of("a", "a"), given.backend.asked());
        given.backend.last().open();
        given.backend.last().frames.cancel();
        given.dispatch("a", "b");
        assertEquals(List.of("a", "a", "a"), given.backend.asked());
    }

    @Test
    @Row("after.counts")
    void countsACutAsTheModelsFailure() {
        for (int i = 0; i < 7; i++) {
            given.dispatch("a");
            given.backend.last().open();
            given.backend.last().frames.fail(Failures.MALFORMED);
        }
        assertTrue(given.availability("a").breaker().isOpen());
    }

    @Test
    void saysWhyNobodyMayAnswerAndThatNoWaitCuresIt() {
        Dispatch dispatch = given.dispatch();
        Failure.Rejected failure = assertInstanceOf(Failure.Rejected.class, DispatchFixture.failure(dispatch));
        assertEquals("no model may answer this request; x: too small; y: is remote", failure.message());
        assertEquals(400, failure.status());
        assertTrue(dispatch.attempts().isEmpty());
        assertEquals(0, given.time.armed());
    }

    @Test
    void movesOnWhenABackendThrows() {
        given.backend.breaks(new IllegalStateException("bug"));
        Dispatch dispatch = given.dispatch("a", "b");
        assertEquals(List.of("a initial internal", "b fallback internal"), DispatchFixture.verdicts(dispatch));
        assertEquals(0, given.inFlight());
    }

    @Test
    void refusesToBeBuiltWithAModelThatNothingReaches() {
        Registry registry = given.registry;
        assertThrows(
                IllegalStateException.class,
                () -> new Dispatcher(
                        Map.of(),
                        given.availabilities,
                        registry,
                        given.time,
                        given.time,
                        () -> 0.5,
                        new Dispatcher.Bounds(3, TranslationSettings.DEFAULT)));
        assertThrows(
                IllegalStateException.class,
                () -> new Dispatcher(
                        Map.of("a", given.backend, "b", given.backend, "c", given.backend, "d", given.backend),
                        Map.of(),
                        registry,
                        given.time,
                        given.time,
                        () -> 0.5,
                        new Dispatcher.Bounds(3, TranslationSettings.DEFAULT)));
    }

    @Test
    @Row("account.attempts")
    void recordsWhenAnAttemptBeganAnsweredAndEnded() {
        Dispatch dispatch = given.dispatch("a", "b");
        given.time.pass(Duration.ofMillis(10));
        given.backend.last().fail(Failures.OVERLOADED);
        given.time.pass(Duration.ofMillis(20));
        given.backend.last().open();
        given.time.pass(Duration.ofMillis(30));
        given.backend.last().end();
        Attempt first = dispatch.attempts().getFirst();
        Attempt second = dispatch.attempts().getLast();
        assertEquals(List.of(1, 2), List.of(first.number(), second.number()));
        assertEquals(10_000_000, first.endNanos());
        assertEquals(OptionalLong.empty(), first.firstContent());
        assertEquals(OptionalInt.empty(), first.status());
        assertEquals(10_000_000, second.startNanos());
        assertEquals(OptionalLong.of(30_000_000), second.firstContent());
        assertEquals(60_000_000, second.endNanos());
        assertEquals(OptionalInt.of(200), second.status());
        assertEquals("b-there", second.asked().value());
        assertEquals(
                0.02,
                given.registry
                        .cell("b")
                        .orElseThrow()
                        .state()
                        .firstTokenSeconds()
                        .orElseThrow(),
                1e-4);
    }

    @Test
    void recordsAnAnswerThoughItsReaderThrows() {
        Dispatch dispatch = given.dispatch("a");
        dispatch.answer().onSuccess(opened -> {
            throw new IllegalStateException("reader");
        });
        try {
            given.backend.last().open();
        } catch (IllegalStateException reader) {
            // Its own affair.
        }
        given.backend.last().end();
        assertEquals(List.of("a initial ok"), DispatchFixture.verdicts(dispatch));
        assertEquals(0, given.inFlight());
    }

    @Test
    void givesAWholeAnswerBeforeItsVerdict() {
        Dispatch dispatch = given.dispatch("a");
        dispatch.answer().onSuccess(opened -> assertFalse(dispatch.verdict().isComplete()));
        given.backend.last().whole(Frames.finish(0));
        assertEquals(new Verdict.Answered(), dispatch.verdict().result());
    }

    @Test
    void tellsItsVerdictOnceTheAttemptsAreComplete() {
        Dispatch dispatch = given.dispatch("a", "b");
        dispatch.verdict()
                .onSuccess(verdict -> assertEquals(2, dispatch.attempts().size()));
        given.backend.last().fail(Failures.OVERLOADED);
        given.backend.last().fail(Failures.REJECTED);
        assertSame(Failures.REJECTED, FailureException.of(dispatch.answer().cause()));
    }
}
