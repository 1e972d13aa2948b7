package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.route.Conduct;
import dev.outrigger.route.Step;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a stream of text that broke off. */
class DispatchResumeTest {
    private static final Failure BROKE = new Failure.Malformed("the connection broke", true);

    /** More pieces than wait for a reader. */
    private static final String[] MANY =
            Collections.nCopies(FrameQueue.HIGH_WATER + 10, "word ").toArray(String[]::new);

    private final DispatchFixture given = new DispatchFixture();
    private final Reader app = Reader.steady();

    private Dispatch begun(String... plan) {
        return begun(Conduct.DEFAULT, plan);
    }

    private Dispatch begun(Conduct conduct, String... plan) {
        Dispatch dispatch = given.dispatch(conduct, Step.Relation.OTHER, plan);
        dispatch.answer().onSuccess(answer -> answer.frames().subscribe(app));
        return dispatch;
    }

    private void say(String... texts) {
        given.backend.last().say(texts);
    }

    private void breakOff() {
        given.backend.last().frames.fail(BROKE);
    }

    @Test
    @Row("resume.same-first")
    void isSaidAgainByTheSameModelAndGoesOn() {
        Dispatch dispatch = begun("a", "b");
        say("The capital ", "of Fra");
        breakOff();
        assertFalse(app.hasEnded());
        say("The", " capital of France", " is Paris");
        given.backend.last().end();
        assertEquals("The capital of France is Paris", app.said());
        assertTrue(app.isComplete());
        assertEquals(List.of("a initial cut", "a resume ok"), DispatchFixture.verdicts(dispatch));
        assertEquals("ok", dispatch.verdict().result().label());
        assertEquals(0, given.time.armed());
        assertEquals(0, given.inFlight());
    }

    @Test
    @Row("resume.id")
    void writesTheRestHereWhereTheAppHadUpstreamsBytes() {
        Dispatch dispatch = begun("a");
        say("Hello wor");
        breakOff();
        say("Hello world");
        Resumable resumable = dispatch.answer().result().resumable();
        assertEquals(1, resumable.resumptions());
        String rest =
                resumable.encoder().orElseThrow().encode(app.frames.getLast()).utf8();
        assertTrue(rest.contains("\"id\":\"1\""), "the id first sent stays: " + rest);
        assertTrue(rest.contains("\"content\":\"ld\""), rest);
        assertFalse(rest.contains("\"role\""), rest);
    }

    @Test
    @Row("resume.next")
    void goesToTheNextModelWhenTheSameSaysSomethingElse() {
        Dispatch dispatch = begun("a", "b");
        say("Hello");
        breakOff();
        say("Help");
        assertEquals(List.of("a", "a", "b"), given.backend.asked());
        say("Hello, you");
        given.backend.last().end();
        assertEquals("Hello, you", app.said());
        assertEquals(List.of("a initial cut", "a resume diverged", "b resume ok"), DispatchFixture.verdicts(dispatch));
        assertEquals(1, given.backend.trials.get(1).cancels);
    }

    @Test
    @Row("resume.differs")
    void endsAsAFailureWhenNobodySaysTheSame() {
        Dispatch dispatch = begun("a", "b");
        say("Hello");
        breakOff();
        say("Help");
        say("Good day");
        assertEquals("Hello", app.said());
        assertEquals("cut", app.failure().label());
        assertEquals("cut", dispatch.verdict().result().label());
        assertEquals(
                List.of("a initial cut", "a resume diverged", "b resume diverged"), DispatchFixture.verdicts(dispatch));
        assertEquals(0, given.time.armed());
        assertEquals(0, given.inFlight());
    }

    @Test
    @Row("resume.next")
    void goesOnWithAnotherModelWhenTheSameDoesNotAnswerAnyMore() {
        Dispatch dispatch = begun("a", "b");
        say("Hello");
        breakOff();
        given.backend.last().fail(Failures.OVERLOADED);
        say("Hello there");
        given.backend.last().end();
        assertEquals("Hello there", app.said());
        assertEquals(
                List.of("a initial cut", "a resume overloaded", "b resume ok"), DispatchFixture.verdicts(dispatch));
    }

    @Test
    void goesOnMoreThanOnceWithinTheAttempts() {
        begun("a", "b");
        say("one ");
        breakOff();
        say("one two ");
        breakOff();
        say("one two three");
        given.backend.last().end();
        assertEquals("one two three", app.said());
        assertEquals(List.of("a", "a", "b"), given.backend.asked());
    }

    @Test
    @Row({"resume.budget", "budget.attempts"})
    void makesNoMoreAttemptsThanItsBudget() {
        Dispatch dispatch = begun("a", "b", "c", "d");
        for (int i = 0; i < 3; i++) {
            say("one ");
            breakOff();
        }
        assertEquals(3, dispatch.attempts().size());
        assertEquals("cut", app.failure().label());
    }

    @Test
    @Row({"resume.budget", "budget.retry-spent"})
    void goesElsewhereWhenTheBackendsBudgetOfRetriesIsSpent() {
        for (int i = 0; i < RetryBudget.RESERVE; i++)
            given.dispatcher
                    .budget(given.registry.cell("a").orElseThrow().profile())
                    .tryRetry();
        begun("a", "b");
        say("Hello");
        breakOff();
        assertEquals(List.of("a", "b"), given.backend.asked());
    }

    @Test
    @Row("resume.switch")
    void isNotGoneOnWithWhenThePolicySaysSo() {
        Dispatch dispatch = begun(new Conduct(Duration.ZERO, false), "a", "b");
        say("Hello");
        breakOff();
        assertEquals(List.of("a"), given.backend.asked());
        assertEquals("cut", app.failure().label());
        assertTrue(dispatch.answer().result().resumable().settled().isComplete());
    }

    @Test
    @Row("resume.text-only")
    void isNotGoneOnWithWhenItSaidMoreThanText() {
        for (Event event : List.<Event>of(
                new Event.ToolCallStarted(0, 0, "1", "f"),
                new Event.ReasoningDelta(0, "hm"),
                new Event.Other(0, "audio"),
                new Event.TextDelta(1, "also"))) {
            DispatchFixture fresh = new DispatchFixture();
            Reader reader = Reader.greedy();
            fresh.dispatch(Conduct.DEFAULT, Step.Relation.OTHER, "a", "b")
                    .answer()
                    .onSuccess(answer -> answer.frames().subscribe(reader));
            ScriptedBackend.Trial trial = fresh.backend.last();
            trial.open(new Frame(Bytes.of("^"), List.of(new Event.Started("1", new ModelName("m")))));
            trial.frames.offer(List.of(Frames.text("Hello"), new Frame(Bytes.of("!"), List.of(event))));
            trial.frames.fail(BROKE);
            assertEquals(List.of("a"), fresh.backend.asked(), event.toString());
            assertEquals("cut", reader.failure().label());
        }
    }

    @Test
    @Row("resume.text-only")
    void isGoneOnWithWhenWhatItSaidBesideTextIsAboutIt() {
        for (Event event : List.<Event>of(
                new Event.Noted(0, "safetyRatings"),
                new Event.Cited(
                        0,
                        new Citation(
                                new Citation.Source.Page("https://example.com"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())))) {
            DispatchFixture fresh = new DispatchFixture();
            Reader reader = Reader.greedy();
            fresh.dispatch(Conduct.DEFAULT, Step.Relation.OTHER, "a")
                    .answer()
                    .onSuccess(answer -> answer.frames().subscribe(reader));
            fresh.backend.last().say("Hello");
            fresh.backend.last().frames.offer(List.of(new Frame(Bytes.of("!"), List.of(event))));
            fresh.backend.last().frames.fail(BROKE);
            assertEquals(List.of("a", "a"), fresh.backend.asked(), event.toString());
            fresh.backend.last().say("Hello there");
            fresh.backend.last().end();
            assertEquals("Hello there", reader.said());
        }
    }

    @Test
    void keepsTheRequestUntilNobodyWillBeAskedAgain() {
        Dispatch dispatch = begun("a");
        say("Hello");
        assertFalse(dispatch.answer().result().resumable().settled().isComplete());
        given.backend.last().end();
        assertTrue(dispatch.answer().result().resumable().settled().isComplete());
    }

    @Test
    void isNotGoneOnWithWhenItIsTooLong() {
        begun("a");
        String half = "x".repeat(Seam.MAX_TEXT / 2);
        say(half, half, "y");
        breakOff();
        assertEquals(List.of("a"), given.backend.asked());
        assertEquals("cut", app.failure().label());
    }

    @Test
    void asksNobodyWhileTheAppHasNotReadAllThatCame() {
        Dispatch dispatch = given.dispatch(Conduct.DEFAULT, Step.Relation.OTHER, "a");
        Reader slow = Reader.idle();
        dispatch.answer().onSuccess(answer -> answer.frames().subscribe(slow));
        say(MANY);
        breakOff();
        assertFalse(dispatch.verdict().isComplete());
        assertEquals(List.of("a"), given.backend.asked());
        slow.subscription().request(100);
        assertEquals(List.of("a", "a"), given.backend.asked());
    }

    @Test
    void endsAtOnceWhenTheAppLeaves() {
        Dispatch dispatch = begun("a", "b");
        say("Hello");
        breakOff();
        dispatch.cancel();
        assertEquals("cancelled", dispatch.verdict().result().label());
        assertEquals(1, given.backend.last().cancels);
        assertEquals(0, given.inFlight());
        assertEquals(0, given.time.armed());
    }

    @Test
    void endsWhenTheAppLeavesWithoutHavingReadWhatCame() {
        Dispatch dispatch = given.dispatch(Conduct.DEFAULT, Step.Relation.OTHER, "a");
        dispatch.answer().onSuccess(answer -> answer.frames().subscribe(Reader.idle()));
        say(MANY);
        breakOff();
        dispatch.cancel();
        assertEquals("cancelled", dispatch.verdict().result().label());
        assertEquals(List.of("a"), given.backend.asked());
    }

    @Test
    @Row("resume.deadline")
    void endsAtItsDeadlineWhileItIsSaidAgain() {
        Dispatch dispatch = begun("a", "b");
        say("Hello");
        breakOff();
        given.time.pass(DispatchFixture.DEADLINE);
        assertEquals("timed_out", app.failure().label());
        assertTrue(dispatch.verdict().isComplete());
        assertEquals(0, given.inFlight());
    }
}
