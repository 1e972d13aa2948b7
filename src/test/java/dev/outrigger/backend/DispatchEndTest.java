package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Usage;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Deadlines, and apps that leave. */
class DispatchEndTest {
    private final DispatchFixture given = new DispatchFixture();

    private void assertOver(Dispatch dispatch, String verdict) {
        assertEquals(verdict, dispatch.verdict().result().label());
        assertEquals(verdict, dispatch.attempts().getLast().verdict().label());
        assertEquals(0, given.inFlight());
        assertEquals(0, given.time.armed());
    }

    @Test
    @Row("clock.deadline")
    void endsAtItsDeadlineThoughNothingCame() {
        Dispatch dispatch = given.dispatch("a");
        given.time.pass(DispatchFixture.DEADLINE);
        Failure.TimedOut late = assertInstanceOf(Failure.TimedOut.class, DispatchFixture.failure(dispatch));
        assertEquals(Failure.Clock.DEADLINE, late.clock());
        assertEquals(1, given.backend.last().cancels);
        assertEquals(1, given.backend.trials.size());
        assertOver(dispatch, "timed_out");
    }

    @Test
    @Row("clock.deadline")
    void hasOneDeadlineForAllItsAttempts() {
        Dispatch dispatch = given.dispatch("a", "b");
        given.time.pass(Duration.ofSeconds(58));
        given.backend.last().fail(Failures.OVERLOADED);
        given.time.pass(Duration.ofSeconds(2));
        assertOver(dispatch, "timed_out");
        assertEquals(2, dispatch.attempts().size());
    }

    @Test
    @Row("clock.deadline-stream")
    void endsAStreamAtItsDeadlineAsAFailure() {
        Dispatch dispatch = given.dispatch("a");
        Reader reader = Reader.greedy();
        dispatch.answer().onSuccess(answer -> answer.frames().subscribe(reader));
        given.backend.last().open();
        given.time.pass(DispatchFixture.DEADLINE);
        assertInstanceOf(Failure.TimedOut.class, reader.failure());
        assertEquals(1, given.backend.last().cancels);
        assertOver(dispatch, "timed_out");
    }

    @Test
    @Row("clock.deadline-blames-nobody")
    void doesNotBlameAModelForTheAppsDeadline() {
        for (int i = 0; i < 8; i++) {
            given.dispatch("a");
            if (i % 2 == 0) given.backend.last().open();
            given.time.pass(DispatchFixture.DEADLINE);
        }
        assertFalse(given.availability("a").breaker().isOpen());
    }

    @Test
    @Row("clock.tail")
    void completesAtItsDeadlineAStreamThatHasAllItsFinishReasons() {
        Dispatch dispatch = given.dispatch("a");
        given.backend.last().open();
        given.backend.last().frames.offer(List.of(Frames.finish(0)));
        given.time.pass(DispatchFixture.DEADLINE);
        assertOver(dispatch, "ok");
    }

    @Test
    void disarmsItsDeadlineWhenItEnds() {
        Dispatch dispatch = given.dispatch("a");
        given.backend.last().open();
        given.backend.last().end();
        given.time.pass(Duration.ofHours(1));
        assertOver(dispatch, "ok");
        assertEquals(0, given.backend.last().cancels);
    }

    @Test
    void leavesBeforeAnyAnswer() {
        Dispatch dispatch = given.dispatch("a", "b");
        dispatch.cancel();
        assertEquals(1, given.backend.last().cancels);
        assertInstanceOf(Failure.Cancelled.class, DispatchFixture.failure(dispatch));
        assertOver(dispatch, "cancelled");
    }

    @Test
    void leavesDuringALaterAttempt() {
        Dispatch dispatch = given.dispatch("a", "b");
        given.backend.last().fail(Failures.OVERLOADED);
        dispatch.cancel();
        assertEquals(1, given.backend.last().cancels);
        assertOver(dispatch, "cancelled");
        assertEquals(2, dispatch.attempts().size());
    }

    @Test
    void leavesBetweenTheFirstContentAndItsReader() {
        Dispatch dispatch = given.dispatch("a");
        given.backend.last().open();
        dispatch.cancel();
        assertTrue(given.backend.last().valve.isShut);
        assertOver(dispatch, "cancelled");
    }

    @Test
    void leavesInTheMiddleOfAStream() {
        Dispatch dispatch = given.dispatch("a");
        Reader reader = Reader.greedy();
        dispatch.answer().onSuccess(answer -> answer.frames().subscribe(reader));
        given.backend.last().open();
        dispatch.cancel();
        assertTrue(given.backend.last().valve.isShut);
        assertFalse(reader.hasEnded());
        assertOver(dispatch, "cancelled");
    }

    @Test
    @Row("leave.accounted")
    void tellsTheTokensThatUpstreamHadCountedWhenTheAppLeft() {
        Dispatch dispatch = given.dispatch("a");
        given.backend.last().open();
        given.backend.last().frames.offer(List.of(new Frame(Bytes.of("u"), List.of(new Event.Used(Usage.of(11, 3))))));
        dispatch.cancel();
        assertEquals(Usage.of(11, 3), dispatch.attempts().getLast().usage());
        assertEquals(Optional.of(Usage.of(11, 3)), dispatch.attempts().getLast().unbilled());
        assertOver(dispatch, "cancelled");
    }

    @Test
    void leavesFromWithinTheAnswer() {
        Dispatch dispatch = given.dispatch("a");
        dispatch.answer().onSuccess(answer -> dispatch.cancel());
        given.backend.last().open();
        assertOver(dispatch, "cancelled");
    }

    @Test
    void endsWhenTheReaderOfItsFramesLeaves() {
        Dispatch dispatch = given.dispatch("a");
        given.backend.last().open();
        given.backend.last().frames.cancel();
        assertOver(dispatch, "cancelled");
    }

    @Test
    void changesNothingAfterTheEnd() {
        Dispatch dispatch = given.dispatch("a");
        given.backend.last().open();
        given.backend.last().end();
        dispatch.cancel();
        assertEquals(new Verdict.Answered(), dispatch.verdict().result());
        assertOver(dispatch, "ok");
    }

    @Test
    void doesNotHearAnAttemptThatItGaveUp() {
        Dispatch dispatch = given.dispatch("a", "b");
        dispatch.cancel();
        given.backend.last().fail(Failures.OVERLOADED);
        assertEquals(1, given.backend.trials.size());
        assertEquals(1, dispatch.attempts().size());
        assertOver(dispatch, "cancelled");
    }
}
