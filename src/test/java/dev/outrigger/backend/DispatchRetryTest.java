package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.outrigger.chat.Failure;
import dev.outrigger.route.Conduct;
import dev.outrigger.route.Step;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the same model is asked again, and what that waits for. The fixture's jitter is a half: a backoff is 200 ms. */
class DispatchRetryTest {
    private static final Failure SEVERED = new Failure.Malformed("it broke", true);

    private final DispatchFixture given = new DispatchFixture();

    private Dispatch patient(String... plan) {
        return given.dispatch(Conduct.DEFAULT, Step.Relation.OTHER, plan);
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

    @Test
    @Row("before.untranslatable-learned")
    void asksOnceMoreWithoutWhatWasRefusedWhereNobodyElseIsLeft() {
        Dispatch dispatch = patient("a", "b");
        fail(Failures.TAUGHT);
        assertEquals(List.of("a", "b"), asked());
        fail(Failures.TAUGHT);
        pass(0);
        assertEquals(List.of("a", "b", "b"), asked());
        fail(Failures.TAUGHT);
        assertSame(Failures.TAUGHT, DispatchFixture.failure(dispatch));
    }

    @Test
    @Row("before.untranslatable")
    void asksNobodyTwiceWhoWouldBeToldTheSame() {
        Dispatch dispatch = patient("a");
        fail(Failures.UNTRANSLATABLE);

        assertSame(Failures.UNTRANSLATABLE, DispatchFixture.failure(dispatch));
    }

    @Test
    @Row({"elsewhere.quick-retry", "before.stream-broken"})
    void asksOnceMoreWhatFailedQuicklyAndThenAnotherModel() {
        for (Failure failure : List.of(Failures.OVERLOADED, Failures.UNREACHABLE, SEVERED)) {
            DispatchFixture fresh = new DispatchFixture();
            Dispatch dispatch = fresh.dispatch(Conduct.DEFAULT, Step.Relation.OTHER, "a", "b");
            fresh.backend.last().fail(failure);
            fresh.time.pass(Duration.ofMillis(199));
            assertEquals(List.of("a"), fresh.backend.asked(), failure.label());
            fresh.time.pass(Duration.ofMillis(1));
            assertEquals(List.of("a", "a"), fresh.backend.asked(), failure.label());
            fresh.backend.last().fail(failure);
            assertEquals(List.of("a", "a", "b"), fresh.backend.asked(), failure.label());
            fresh.backend.last().open();
            fresh.backend.last().end();
            assertEquals(
                    List.of("initial", "retry", "fallback"),
                    dispatch.attempts().stream()
                            .map(attempt -> attempt.cause().label())
                            .toList());
        }
    }

    @Test
    @Row("elsewhere.quick-retry")
    void pausesForATenthToThreeTenthsOfASecond() {
        for (double jitter : new double[] {0, 0.25, 1}) {
            DispatchFixture fresh = new DispatchFixture();
            fresh.jitter = jitter;
            fresh.dispatch(Conduct.DEFAULT, Step.Relation.OTHER, "a", "b");
            fresh.backend.last().fail(Failures.OVERLOADED);
            long pause = Math.round(200 * (0.5 + jitter));
            fresh.time.pass(Duration.ofMillis(pause - 1));
            assertEquals(List.of("a"), fresh.backend.asked());
            fresh.time.pass(Duration.ofMillis(1));
            assertEquals(List.of("a", "a"), fresh.backend.asked());
        }
    }

    @Test
    @Row("elsewhere.slow")
    void neverAsksAgainWhatTookLongToFail() {
        patient("a", "b");
        pass(1_001);
        fail(Failures.OVERLOADED);
        assertEquals(List.of("a", "b"), asked());
    }

    @Test
    @Row({"clock.first-token-elsewhere", "before.timed-out", "before.exhausted", "before.malformed"})
    void neverAsksAgainWhereItWouldGoTheSame() {
        for (Failure failure : List.of(
                Failures.MALFORMED,
                Failures.TIMED_OUT,
                Failures.UNAUTHORIZED,
                Failures.TOO_LONG,
                new Failure.Overloaded(501, "never", Optional.empty()),
                new Failure.Overloaded(508, "round and round", Optional.empty()),
                Failures.EXHAUSTED,
                Failures.FORBIDDEN,
                Failures.UNKNOWN_MODEL,
                Failures.UNKNOWN_PATH,
                Failures.UNTRANSLATABLE,
                Failures.SATURATED)) {
            DispatchFixture fresh = new DispatchFixture();
            fresh.dispatch(Conduct.DEFAULT, Step.Relation.OTHER, "a", "b");
            fresh.backend.last().fail(failure);
            assertEquals(List.of("a", "b"), fresh.backend.asked(), failure.label());
        }
    }

    @Test
    @Row({"elsewhere.replica", "elsewhere.peer"})
    void goesToAReplicaOrAPeerAtOnce() {
        for (Step.Relation relation : List.of(Step.Relation.REPLICA, Step.Relation.PEER)) {
            DispatchFixture fresh = new DispatchFixture();
            fresh.dispatch(Conduct.DEFAULT, relation, "a", "b");
            fresh.backend.last().fail(Failures.OVERLOADED);
            assertEquals(List.of("a", "b"), fresh.backend.asked());
        }
    }

    @Test
    @Row("before.429-with-wait")
    void waitsExactlyAsLongAsUpstreamAskedFor() {
        patient("a", "b");
        fail(Failures.throttled(Duration.ofMillis(2_900)));
        pass(2_899);
        assertEquals(List.of("a"), asked());
        pass(1);
        assertEquals(List.of("a", "a"), asked());
    }

    @Test
    @Row("before.429-with-wait")
    void goesOnAtOnceWhenTheWaitIsLongerThanItsPatience() {
        patient("a", "b");
        fail(Failures.throttled(Duration.ofSeconds(3)));
        assertEquals(List.of("a", "b"), asked());
    }

    @Test
    @Row("before.429-without-wait")
    void waitsASecondWhereUpstreamDidNotSayHowLong() {
        patient("a", "b");
        fail(Failures.throttled());
        pass(999);
        assertEquals(List.of("a"), asked());
        pass(1);
        assertEquals(List.of("a", "a"), asked());
    }

    @Test
    @Row("before.overloaded-only")
    void honoursTheWaitOfAServerThatIsOverloaded() {
        patient("a", "b");
        fail(new Failure.Overloaded(503, Optional.of(Duration.ofSeconds(2)), "busy", Optional.empty()));
        pass(1_999);
        assertEquals(List.of("a"), asked());
        pass(1);
        assertEquals(List.of("a", "a"), asked());
    }

    @Test
    @Row("elsewhere.patience")
    void spendsItsPatienceOnceAndNotOnEachModel() {
        given.dispatch(new Conduct(Duration.ofSeconds(1), true), Step.Relation.OTHER, "a", "b", "c");
        pass(900);
        fail(Failures.throttled(Duration.ofMillis(900)));
        pass(900);
        assertEquals(List.of("a", "a"), asked());
        fail(Failures.OVERLOADED);
        assertEquals(List.of("a", "a", "b"), asked());
    }

    @Test
    @Row("before.overloaded-only")
    void asksTheOnlyCandidateAgainWithGrowingPauses() {
        Dispatch dispatch = patient("a");
        fail(Failures.OVERLOADED);
        pass(200);
        assertEquals(List.of("a", "a"), asked());
        fail(Failures.OVERLOADED);
        pass(399);
        assertEquals(List.of("a", "a"), asked());
        pass(1);
        assertEquals(List.of("a", "a", "a"), asked());
        fail(Failures.OVERLOADED);
        assertSame(Failures.OVERLOADED, DispatchFixture.failure(dispatch));
    }

    @Test
    @Row("before.429-only")
    void waitsForTheOnlyCandidateBeyondItsPatienceButNeverTooLong() {
        patient("a");
        fail(Failures.throttled(Duration.ofSeconds(20)));
        pass(20_000);
        assertEquals(List.of("a", "a"), asked());
        Failure tooLong = Failures.throttled(Duration.ofMillis(20_001));
        fail(tooLong);
        Dispatch other = patient("b");
        fail(tooLong);
        assertSame(tooLong, DispatchFixture.failure(other));
    }

    @Test
    @Row("before.429-only")
    void doesNotWaitPastItsDeadline() {
        Dispatch dispatch = patient("a");
        pass(DispatchFixture.DEADLINE.toMillis() - 5_000);
        Failure late = Failures.throttled(Duration.ofSeconds(5));
        fail(late);
        assertSame(late, DispatchFixture.failure(dispatch));
    }

    @Test
    void waitsOutTheRestOfTheOnlyCandidateThatOthersFoundResting() {
        Dispatch dispatch = patient("a");
        fail(Failures.OVERLOADED);
        given.open("a");
        pass(999);
        assertEquals(List.of("a"), asked());
        pass(1);
        assertEquals(List.of("a", "a"), asked());
        given.backend.last().open();
        given.backend.last().end();
        assertEquals("retry", dispatch.attempts().getLast().cause().label());
    }

    @Test
    void doesNotAskAgainWhomOthersFoundRestingForLong() {
        Dispatch dispatch = patient("a");
        fail(Failures.OVERLOADED);
        given.availability("a").coolDown().failed(Failures.EXHAUSTED);
        pass(200);
        assertSame(Failures.OVERLOADED, DispatchFixture.failure(dispatch));
        assertEquals(List.of("a"), asked());
    }

    @Test
    @Row("budget.retry-spent")
    void asksNobodyAgainWhenTheBackendsBudgetIsSpent() {
        for (int i = 0; i < RetryBudget.RESERVE; i++)
            given.dispatcher
                    .budget(given.registry.cell("a").orElseThrow().profile())
                    .tryRetry();
        Dispatch dispatch = patient("a");
        fail(Failures.OVERLOADED);
        assertSame(Failures.OVERLOADED, DispatchFixture.failure(dispatch));
        assertEquals(List.of("a"), asked());
    }

    @Test
    void stopsWaitingWhenTheAppLeaves() {
        Dispatch dispatch = patient("a", "b");
        fail(Failures.OVERLOADED);
        dispatch.cancel();
        assertEquals(0, given.time.armed());
        pass(10_000);
        assertEquals(List.of("a"), asked());
        assertEquals("cancelled", dispatch.verdict().result().label());
    }
}
