package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.route.Conduct;
import dev.outrigger.route.Step;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an attempt has of the deadline while another candidate is left. */
class DispatchShareTest {
    private final DispatchFixture given = new DispatchFixture();

    private void pass(long millis) {
        given.time.pass(Duration.ofMillis(millis));
    }

    private Dispatch patient(String... plan) {
        return given.dispatch(Conduct.DEFAULT, Step.Relation.OTHER, plan);
    }

    private List<String> asked() {
        return given.backend.asked();
    }

    @Test
    @Row("clock.reserve")
    void leavesTheNextCandidateItsShareOfTheDeadline() {
        given.dispatch("a", "b");
        pass(58_999);
        assertEquals(List.of("a"), asked());
        pass(1);
        assertEquals(List.of("a", "b"), asked());
        assertEquals(1, given.backend.trials.getFirst().cancels);
    }

    @Test
    @Row("clock.reserve")
    void leavesASlowCandidateWhatItNeeds() {
        given.registry.cell("b").orElseThrow().wholeAfter(7);
        given.dispatch("a", "b");
        pass(53_000);
        assertEquals(List.of("a", "b"), asked());
    }

    @Test
    @Row({"clock.reserve", "before.429-without-wait"})
    void goesOnAtOnceWhereAWaitWouldUseUpTheNextCandidatesShare() {
        Dispatch dispatch = patient("a", "b");
        pass(58_000);
        given.backend.last().fail(Failures.throttled());
        assertEquals(List.of("a", "b"), asked());
        given.backend.last().open();
        given.backend.last().end();
        assertEquals("ok", dispatch.verdict().result().label());
    }

    @Test
    @Row({"clock.reserve", "before.429-with-wait"})
    void waitsOnlyForWhatLeavesTheNextCandidateItsShare() {
        patient("a", "b");
        pass(57_000);
        given.backend.last().fail(Failures.throttled(Duration.ofMillis(1_999)));
        assertEquals(List.of("a"), asked());
        pass(1_999);
        assertEquals(List.of("a", "a"), asked());
    }

    @Test
    @Row({"clock.reserve", "before.429-with-wait"})
    void waitsForNothingThatEndsInTheNextCandidatesShare() {
        patient("a", "b");
        pass(57_000);
        given.backend.last().fail(Failures.throttled(Duration.ofSeconds(2)));
        assertEquals(List.of("a", "b"), asked());
    }

    @Test
    @Row({"clock.reserve", "before.429-with-wait"})
    void waitsForNothingThatEndsInWhatASlowCandidateNeeds() {
        given.registry.cell("b").orElseThrow().wholeAfter(7);
        patient("a", "b");
        pass(50_000);
        given.backend.last().fail(Failures.throttled(Duration.ofMillis(2_999)));
        pass(2_999);
        assertEquals(List.of("a", "a"), asked());
        given.backend.last().fail(Failures.throttled(Duration.ofMillis(1)));
        assertEquals(List.of("a", "a", "b"), asked());
    }

    @Test
    @Row({"clock.of-sdk", "before.429-without-wait"})
    void goesOnAtOnceWhereTheAppsSdkWouldNotOutlastAWait() {
        given.headers.set("x-stainless-timeout", "2");
        patient("a", "b");
        given.backend.last().fail(Failures.throttled());
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
    @Row("clock.reserve")
    void givesTheLastCandidateAllThatIsLeft() {
        Dispatch dispatch = given.dispatch("a");
        pass(59_999);
        assertFalse(dispatch.verdict().isComplete());
        pass(1);
        assertTrue(dispatch.verdict().isComplete());
    }

    @Test
    @Row("clock.of-sdk")
    void goesOnBeforeTheAppsSdkGivesUpAndThenSaysWhy() {
        given.headers.set("x-stainless-timeout", "20");
        Dispatch dispatch = given.dispatch("a", "b");
        pass(18_000);
        assertEquals(List.of("a", "b"), asked());
        pass(999);
        assertFalse(dispatch.answer().isComplete());
        pass(1);
        Failure late = DispatchFixture.failure(dispatch);
        assertEquals(504, late.status());
        assertEquals("no answer began in the time that the app's SDK waits", late.message());
        assertEquals(0, given.time.armed());
    }

    @Test
    @Row("clock.of-sdk")
    void bindsNoAnswerThatHasBegunToWhatTheAppsSdkWaits() {
        given.headers.set("x-stainless-timeout", "20");
        Dispatch dispatch = given.dispatch("a");
        given.backend.last().open();
        pass(59_999);
        assertFalse(dispatch.verdict().isComplete());
        pass(1);
        assertEquals(
                "the deadline passed",
                dispatch.verdict().result().cause().orElseThrow().message());
        assertEquals(0, given.time.armed());
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
