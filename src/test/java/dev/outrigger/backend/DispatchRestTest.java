package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.outrigger.chat.Failure;
import dev.outrigger.route.Conduct;
import dev.outrigger.route.Step;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of candidates that rest. The fixture's jitter is a half: a breaker first rests for one second. */
class DispatchRestTest {
    private final DispatchFixture given = new DispatchFixture();

    private Dispatch planned(List<String> plan, String... resting) {
        return given.resting(Conduct.DEFAULT, plan, resting);
    }

    private void rest(String model, Duration rest) {
        given.availability(model).coolDown().failed(Failures.throttled(rest));
    }

    private void fail(Failure failure) {
        given.backend.last().fail(failure);
    }

    private void pass(long millis) {
        given.time.pass(Duration.ofMillis(millis));
    }

    private List<String> asked() {
        return given.backend.asked();
    }

    private static List<String> causes(Dispatch dispatch) {
        return dispatch.attempts().stream()
                .map(attempt -> attempt.cause().label())
                .toList();
    }

    @Test
    void takesOneBackWhoseRestHasEndedWhenThePlanIsThrough() {
        given.open("b");
        planned(List.of("a"), "b");
        pass(1_000);
        fail(Failures.MALFORMED);
        assertEquals(List.of("a", "b"), asked());
    }

    @Test
    void asksThePlansOwnBeforeOneThatRested() {
        planned(List.of("a", "c"), "b");
        fail(Failures.MALFORMED);
        assertEquals(List.of("a", "c"), asked());
    }

    @Test
    void waitsForTheFirstRestToEndWhenNobodyElseIsLeft() {
        rest("b", Duration.ofSeconds(9));
        rest("c", Duration.ofSeconds(4));
        Dispatch dispatch = planned(List.of("a"), "b", "c");
        fail(Failures.MALFORMED);
        pass(3_999);
        assertEquals(List.of("a"), asked());
        pass(1);
        assertEquals(List.of("a", "c"), asked());
        given.backend.last().open();
        given.backend.last().end();
        assertEquals(List.of("initial", "fallback"), causes(dispatch));
        assertEquals(0, given.time.armed());
    }

    @Test
    void asksOnceMoreWhatFailedQuicklyBeforeItWaitsForAnother() {
        rest("b", Duration.ofSeconds(2));
        planned(List.of("a"), "b");
        fail(Failures.OVERLOADED);
        pass(200);
        assertEquals(List.of("a", "a"), asked());
        fail(Failures.OVERLOADED);
        pass(1_800);
        assertEquals(List.of("a", "a", "b"), asked());
    }

    @Test
    void doesNotWaitForARestThatIsTooLong() {
        rest("b", Duration.ofMillis(20_001));
        Dispatch dispatch = planned(List.of("a"), "b");
        fail(Failures.MALFORMED);
        assertSame(Failures.MALFORMED, DispatchFixture.failure(dispatch));
    }

    @Test
    void waitsNoLongerInAllThanForOneRest() {
        rest("b", Duration.ofSeconds(15));
        Dispatch dispatch = planned(List.of("a"), "b");
        fail(Failures.MALFORMED);
        pass(10_000);
        rest("b", Duration.ofSeconds(11));
        pass(5_000);
        assertSame(Failures.MALFORMED, DispatchFixture.failure(dispatch));
    }

    @Test
    void doesNotWaitPastItsDeadline() {
        rest("b", DispatchFixture.DEADLINE);
        Dispatch dispatch = planned(List.of("a"), "b");
        pass(DispatchFixture.DEADLINE.toMillis() - 6_000);
        fail(Failures.MALFORMED);
        assertSame(Failures.MALFORMED, DispatchFixture.failure(dispatch));
    }

    @Test
    @Row("budget.retry-spent")
    void doesNotWaitWhereTheBackendsBudgetOfRetriesIsSpent() {
        for (int i = 0; i < RetryBudget.RESERVE; i++)
            given.dispatcher
                    .budget(given.registry.cell("b").orElseThrow().profile())
                    .tryRetry();
        given.open("b");
        Dispatch dispatch = planned(List.of("a"), "b");
        fail(Failures.MALFORMED);
        assertSame(Failures.MALFORMED, DispatchFixture.failure(dispatch));
    }

    @Test
    @Row("breaker.probe")
    void waitsWhileAnotherExchangeFindsOut() {
        given.open("b");
        pass(1_000);
        planned(List.of("b"));
        planned(List.of("a"), "b");
        fail(Failures.MALFORMED);
        pass(1_000);
        assertEquals(List.of("b", "a"), asked());
        given.backend.trials.getFirst().open();
        given.backend.trials.getFirst().end();
        pass(200);
        assertEquals(List.of("b", "a", "b"), asked());
    }

    @Test
    void stopsWaitingWhenTheAppLeaves() {
        given.open("b");
        Dispatch dispatch = planned(List.of("a"), "b");
        fail(Failures.MALFORMED);
        dispatch.cancel();
        assertEquals(0, given.time.armed());
        pass(10_000);
        assertEquals(List.of("a"), asked());
    }

    @Test
    @Row("before.too-long")
    void leavesOutWhoHasNoMoreRoomThoughItsRestHasEnded() {
        given.registry.cell("a").orElseThrow().learnWindow(4_000);
        given.registry.cell("b").orElseThrow().learnWindow(4_000);
        Dispatch dispatch = planned(List.of("a"), "b");
        fail(Failures.TOO_LONG);
        assertSame(Failures.TOO_LONG, DispatchFixture.failure(dispatch));
    }

    @Test
    @Row("clock.reserve")
    void leavesOneThatRestsItsShareOfTheDeadline() {
        given.open("b");
        planned(List.of("a"), "b");
        pass(59_000);
        assertEquals(List.of("a", "b"), asked());
    }

    @Test
    @Row("elsewhere.replica")
    void waitsForAReplicaThatRestsAfterOneQuickRetry() {
        given.open("b");
        given.dispatch(Conduct.DEFAULT, Step.Relation.REPLICA, "a", "b");
        fail(Failures.OVERLOADED);
        pass(200);
        fail(Failures.OVERLOADED);
        pass(800);
        assertEquals(List.of("a", "a", "b"), asked());
    }
}
