package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.backend.Breaker.Pass;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a second attempt begins beside one that is slow to answer, and with whom. */
class DispatchHedgeTest {
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

    @Test
    @Row("budget.hedge")
    void asksAnotherAsWellOnceTheFirstTakesLongerThanItsAnswersDo() {
        given.hedged("a", "b", "c");
        pass(1_999);
        assertEquals(List.of("a"), asked());
        pass(1);
        assertEquals(List.of("a", "b"), asked());
        assertEquals(0, trial(1).cancels);
    }

    @Test
    void goesByHowLongStreamsTakeWhereAStreamIsAsked() {
        given.more = ",\"stream\":true";
        for (int i = 0; i < 64; i++) given.registry.cell("a").orElseThrow().firstContentAfter(1);
        given.hedged("a", "b");
        pass(1_000);
        assertEquals(List.of("a", "b"), asked());
    }

    @Test
    void hedgesNothingWhereNoPolicySaysSo() {
        given.dispatch("a", "b");
        pass(30_000);
        assertEquals(List.of("a"), asked());
    }

    @Test
    void hedgesNothingWhileTooFewAnswersAreKnown() {
        given.knows("c", 19, 2);
        given.hedged("c", "b");
        pass(30_000);
        assertEquals(List.of("c"), asked());
    }

    @Test
    void hedgesNothingThatHasBegunToAnswer() {
        given.hedged("a", "b");
        trial(1).open();
        pass(30_000);
        assertEquals(List.of("a"), asked());
    }

    @Test
    void hedgesNothingThatGoesOnWithAnAnswer() {
        Dispatch dispatch = given.hedged("a", "b");
        dispatch.answer().onSuccess(answer -> answer.frames().subscribe(Reader.greedy()));
        trial(1).tell();
        trial(1).frames.fail(Failures.CUT);
        assertEquals(List.of("a", "a"), asked());
        pass(30_000);
        assertEquals(List.of("a", "a"), asked());
    }

    @Test
    void neverAsksTheSameBackendTwice() {
        hedged("a", "a2", "b");
        assertEquals(List.of("a", "b"), asked());
        trial(2).fail(Failures.OVERLOADED);
        trial(1).fail(Failures.OVERLOADED);
        assertEquals(List.of("a", "b", "a2"), asked());
    }

    @Test
    void leavesAProbeToWhoeverNeedsTheAnswer() {
        given.open("b");
        pass(1_000);
        hedged("a", "b", "c");
        assertEquals(List.of("a", "c"), asked());
        assertEquals(Pass.PROBE, given.availability("b").tryPass());
    }

    @Test
    void passesOverWhoRests() {
        given.availability("b").coolDown().failed(Failures.throttled(Duration.ofMinutes(1)));
        hedged("a", "b", "c");
        assertEquals(List.of("a", "c"), asked());
    }

    @Test
    @Row("budget.retry-spent")
    void takesARetryOfTheOthersBackendAndWithoutOneHedgesNothing() {
        for (int i = 0; i < RetryBudget.RESERVE - 1; i++)
            given.dispatcher
                    .budget(given.registry.cell("b").orElseThrow().profile())
                    .tryRetry();
        hedged("a", "b", "c").cancel();
        given.hedged("a", "b", "c");
        pass(2_000);
        assertEquals(List.of("a", "b", "a"), asked());
    }

    @Test
    void hedgesOnceInAnExchange() {
        given.knows("b", 20, 2);
        hedged("a", "b", "c");
        pass(10_000);
        assertEquals(List.of("a", "b"), asked());
    }

    @Test
    void hedgesOneThatIsAskedAfterAFailureToo() {
        Dispatch dispatch = given.hedged("b", "a", "c");
        trial(1).fail(Failures.OVERLOADED);
        pass(2_000);
        trial(3).open();
        trial(3).end();
        assertEquals(
                List.of("1 b initial overloaded", "2 a fallback cancelled", "3 c hedge ok"),
                DispatchFixture.numbered(dispatch));
    }

    @Test
    @Row("budget.attempts")
    void hedgesNothingBeyondTheAttempts() {
        given.hedged("b", "c", "a", "d");
        given.backend.last().fail(Failures.OVERLOADED);
        given.backend.last().fail(Failures.OVERLOADED);
        pass(30_000);
        assertEquals(List.of("b", "c", "a"), asked());
    }
}
