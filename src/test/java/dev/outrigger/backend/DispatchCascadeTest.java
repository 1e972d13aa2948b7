package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.Usage;
import dev.outrigger.route.Acceptance;
import dev.outrigger.route.HoldSettings;
import dev.outrigger.support.Row;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of an answer that is handed on only if its model is sure of it. */
class DispatchCascadeTest extends HeldAnswers {
    @Test
    @Row("cascade.sure")
    void handsOnWhatTheModelIsSureOf() {
        Dispatch dispatch = begun("b");
        says("Paris", 0.9);
        assertEquals("Paris", app.said());
        assertTrue(app.isComplete());
        assertEquals(List.of("a initial ok"), DispatchFixture.verdicts(dispatch));
        assertEquals("null", unsure(dispatch));
        assertNothingIsLeft();
    }

    @Test
    @Row("cascade.unsure")
    void asksTheNextWhenTheModelIsNotSure() {
        Dispatch dispatch = begun("b");
        says("Lyon", 0.4);
        assertFalse(dispatch.answer().isComplete());
        answers("Paris");
        assertEquals("Paris", app.said());
        assertEquals(List.of("a initial unsure", "b escalation ok"), DispatchFixture.verdicts(dispatch));
        assertEquals(Usage.of(5, 1), dispatch.attempts().getFirst().usage());
        assertTrue(dispatch.attempts().getFirst().unbilled().isEmpty(), "all of it was told");
        assertNothingIsLeft();
    }

    @Test
    @Row("cascade.unsure")
    void stopsAStreamWhoseBeginningTheModelIsNotSureOf() {
        Dispatch dispatch = begun("b");
        last().held(Frames.sure("Ly", 0.4));
        assertEquals(1, given.backend.trials.getFirst().cancels);
        assertTrue(given.backend.trials.getFirst().valve.isShut);
        answers("Paris");
        assertEquals("Paris", app.said());
        assertEquals(List.of("a initial unsure", "b escalation ok"), DispatchFixture.verdicts(dispatch));
        assertNothingIsLeft();
    }

    @Test
    void judgesAWholeAnswerLikewise() {
        Dispatch dispatch = begun("b");
        last().whole(new Frame(
                Bytes.of("{}"),
                Stream.of(Frames.sure("Lyon", 0.4), Frames.finish(0))
                        .flatMap(frame -> frame.events().stream())
                        .toList()));
        last().whole(Frames.whole("Paris"));
        assertEquals("Paris", app.said());
        assertEquals(List.of("a initial unsure", "b escalation ok"), DispatchFixture.verdicts(dispatch));
    }

    @Test
    @Row("cascade.neutral")
    void anUnsureAnswerIsNobodysFailure() {
        for (int i = 0; i < 10; i++) {
            begun("b");
            says("Lyon", 0.4);
            last().fail(Failures.REJECTED);
        }
        assertTrue(given.availability("a").isFree());
    }

    @Test
    @Row("cascade.silent")
    void aModelThatTellsNothingIsNotSure() {
        Dispatch dispatch = begun("b");
        answers("Paris");
        assertEquals(List.of("a", "b"), given.backend.asked());
        dispatch.cancel();
    }

    @Test
    void probabilitiesThatUpstreamToldTheAppCountAsWell() {
        Dispatch dispatch = begun("b");
        Frame likely = new Frame(
                Bytes.of("Paris"),
                List.of(
                        new Event.TextDelta(0, "Paris"),
                        new Event.LogProbs(0, List.of(new LogProb("Paris", Math.log(0.9))))));
        whole(likely, Frames.finish(0));
        assertEquals(List.of("a initial ok"), DispatchFixture.verdicts(dispatch));
    }

    @Test
    void oneUnlikelyTokenIsEnoughWhereThePolicySaysSo() {
        begun(new Acceptance(0.5, 0.3, 0, 0), "b");
        whole(Frames.sure("The capital is ", 0.99), Frames.sure("Ly", 0.28), Frames.finish(0));
        assertEquals(List.of("a", "b"), given.backend.asked());
    }

    @Test
    void whatWasCutShortByAnotherBoundThanTheAppsIsNotWhole() {
        begun("b");
        whole(Frames.sure("Paris is", 0.9), finish(FinishReason.LENGTH));
        assertEquals(List.of("a", "b"), given.backend.asked());
        given = new DispatchFixture();
        given.more = ",\"max_tokens\":2";
        begun("b");
        whole(Frames.sure("Paris is", 0.9), finish(FinishReason.LENGTH));
        assertEquals(List.of("a"), given.backend.asked());
    }

    private static Frame finish(FinishReason reason) {
        return new Frame(Bytes.of("|"), List.of(new Event.Finished(0, reason)));
    }

    @Test
    @Row("cascade.hold")
    void holdsBackOnlyWhileSomebodyElseMayBeAsked() {
        begun("b");
        assertEquals(HOLD, last().call.hold());
        begun();
        assertEquals(HoldSettings.NONE, last().call.hold());
        given.open("b");
        begun("b");
        assertEquals(HoldSettings.NONE, last().call.hold());
    }

    @Test
    @Row("cascade.last")
    void theLastOneIsBelieved() {
        Dispatch dispatch = begun();
        says("Lyon", 0.4);
        assertEquals("Lyon", app.said());
        assertEquals("last", unsure(dispatch));
        assertEquals(List.of("a initial ok"), DispatchFixture.verdicts(dispatch));
    }

    @Test
    void whoeverCannotBeAskedNowIsNobodyToGoOnTo() {
        Dispatch dispatch = begun("b");
        given.open("b");
        last().held(Frames.sure("Ly", 0.4));
        assertEquals(List.of("a"), given.backend.asked());
        assertEquals("last", unsure(dispatch));
    }

    @Test
    @Row({"cascade.last", "budget.attempts"})
    void withTheAttemptsSpentTheLastOneIsBelieved() {
        given = new DispatchFixture(1);
        Dispatch dispatch = begun("b");
        says("Lyon", 0.4);
        assertEquals("last", unsure(dispatch));
        assertEquals(List.of("a"), given.backend.asked());
    }

    @Test
    @Row("leave.held")
    void theAppLeavesInTheHold() {
        Dispatch dispatch = begun("b");
        dispatch.cancel();
        assertEquals(1, last().cancels);
        assertEquals("cancelled", dispatch.verdict().result().label());
        assertNothingIsLeft();
    }

    @Test
    @Row("leave.held")
    void theAppLeavesWhileTheNextIsAsked() {
        Dispatch dispatch = begun("b");
        says("Lyon", 0.4);
        dispatch.cancel();
        assertEquals(1, last().cancels);
        assertEquals("cancelled", DispatchFixture.failure(dispatch).label());
        assertEquals(List.of("a initial unsure", "b escalation cancelled"), DispatchFixture.verdicts(dispatch));
        assertNothingIsLeft();
    }

    @Test
    void aFailureBeforeAnythingCameIsAFallback() {
        Dispatch dispatch = begun("b");
        last().fail(Failures.OVERLOADED);
        answers("Paris");
        assertEquals(List.of("a initial overloaded", "b fallback ok"), DispatchFixture.verdicts(dispatch));
    }

    @Test
    void whatGoesOnWithABrokenAnswerIsNotJudged() {
        Dispatch dispatch = begun("b");
        last().held(Frames.started(), Frames.sure("Par", 0.9));
        last().frames.fail(Failures.CUT);
        last().say("Paris");
        last().end();
        assertEquals("Paris", app.said());
        assertEquals(List.of("a initial cut", "a resume ok"), DispatchFixture.verdicts(dispatch));
    }
}
