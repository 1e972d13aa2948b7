package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.route.Conduct;
import dev.outrigger.route.Step;
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
    void neverAsksAgainWhatTookLongToFail() {
        patient("a", "b");
        pass(1_001);
        fail(Failures.OVERLOADED);
        assertEquals(List.of("a", "b"), asked());
    }

    @Test
    void neverAsksAgainWhereItWouldGoTheSame() {
        for (Failure failure : List.of(
                Failures.MALFORMED,
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
    void goesToAReplicaOrAPeerAtOnce() {
        for (Step.Relation relation : List.of(Step.Relation.REPLICA, Step.Relation.PEER)) {
            DispatchFixture fresh = new DispatchFixture();
            fresh.dispatch(Conduct.DEFAULT, relation, "a", "b");
            fresh.backend.last().fail(Failures.OVERLOADED);
            assertEquals(List.of("a", "b"), fresh.backend.asked());
        }
    }

    @Test
    void doesNotTakeARestingReplicaForAWayOut() {
        given.open("b");
        given.dispatch(Conduct.DEFAULT, Step.Relation.REPLICA, "a", "b");
        fail(Failures.OVERLOADED);
        // b is all there is, and it is tried: the least bad one.
        assertEquals(List.of("a", "b"), asked());
    }

    @Test
    void waitsExactlyAsLongAsUpstreamAskedFor() {
        patient("a", "b");
        fail(Failures.throttled(Duration.ofMillis(2_900)));
        pass(2_899);
        assertEquals(List.of("a"), asked());
        pass(1);
        assertEquals(List.of("a", "a"), asked());
    }

    @Test
    void goesOnAtOnceWhenTheWaitIsLongerThanItsPatience() {
        patient("a", "b");
        fail(Failures.throttled(Duration.ofSeconds(3)));
        assertEquals(List.of("a", "b"), asked());
    }

    @Test
    void waitsASecondWhereUpstreamDidNotSayHowLong() {
        patient("a", "b");
        fail(Failures.throttled());
        pass(999);
        assertEquals(List.of("a"), asked());
        pass(1);
        assertEquals(List.of("a", "a"), asked());
    }

    @Test
    void honoursTheWaitOfAServerThatIsOverloaded() {
        patient("a", "b");
        fail(new Failure.Overloaded(503, Optional.of(Duration.ofSeconds(2)), "busy", Optional.empty()));
        pass(1_999);
        assertEquals(List.of("a"), asked());
        pass(1);
        assertEquals(List.of("a", "a"), asked());
    }

    @Test
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
    void doesNotWaitPastItsDeadline() {
        Dispatch dispatch = patient("a");
        pass(DispatchFixture.DEADLINE.toMillis() - 5_000);
        Failure late = Failures.throttled(Duration.ofSeconds(5));
        fail(late);
        assertSame(late, DispatchFixture.failure(dispatch));
    }

    @Test
    void doesNotAskAgainWhomOthersFoundRestingMeanwhile() {
        Dispatch dispatch = patient("a");
        fail(Failures.OVERLOADED);
        given.open("a");
        pass(200);
        assertEquals(List.of("a"), asked());
        assertSame(Failures.OVERLOADED, DispatchFixture.failure(dispatch));
    }

    @Test
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

    @Test
    void leavesTheNextCandidateItsShareOfTheDeadline() {
        given.dispatch("a", "b");
        pass(58_999);
        assertEquals(List.of("a"), asked());
        pass(1);
        assertEquals(List.of("a", "b"), asked());
        assertEquals(1, given.backend.trials.getFirst().cancels);
    }

    @Test
    void leavesASlowCandidateWhatItNeeds() {
        given.registry.cell("b").orElseThrow().wholeAfter(7);
        given.dispatch("a", "b");
        pass(53_000);
        assertEquals(List.of("a", "b"), asked());
    }

    @Test
    void countsAnAttemptThatUsedUpItsShareAsAFailure() {
        Dispatch dispatch = given.dispatch("a", "b");
        pass(59_000);
        Failure share = dispatch.attempts().getFirst().verdict().cause().orElseThrow();
        assertEquals("timed_out", share.label());
        assertEquals(Failure.Weight.FAILURE, share.weight());
    }

    @Test
    void givesTheLastCandidateAllThatIsLeft() {
        Dispatch dispatch = given.dispatch("a");
        pass(59_999);
        assertFalse(dispatch.verdict().isComplete());
        pass(1);
        assertTrue(dispatch.verdict().isComplete());
    }

    @Test
    void doesNotHurryAnAnswerThatHasBegun() {
        Dispatch dispatch = given.dispatch("a", "b");
        given.backend.last().open();
        pass(59_500);
        assertEquals(List.of("a"), asked());
        given.backend.last().end();
        assertEquals("ok", dispatch.verdict().result().label());
        assertEquals(0, given.time.armed());
    }
}
