package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.route.Acceptance;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A local model that is sure is asked the same again. */
class DispatchSamplesTest extends HeldAnswers {
    private Dispatch sampled(String... others) {
        given.backend.isLocal();
        return begun(new Acceptance(0.7, 0, 3, 0.6), others);
    }

    private void sampling(String... texts) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            events.add(new Event.TextDelta(i, texts[i]));
            events.add(new Event.Finished(i, FinishReason.STOP));
        }
        last().whole(new Frame(Bytes.EMPTY, events));
    }

    @Test
    @Row("cascade.samples")
    void asksAgainAndHandsOnWhatIsSaidAgain() {
        Dispatch dispatch = sampled("b");
        says("Paris, of course", 0.9);
        ChatRequest again = ((Inbound) last().call.request()).request();
        assertEquals(3, again.sampling().choices());
        assertEquals(1, again.sampling().maxTokens().orElseThrow());
        assertFalse(again.stream());
        assertFalse(dispatch.answer().isComplete());
        sampling("Of course, Paris!", "paris", "It may be Lyon");
        assertEquals("Paris, of course", app.said());
        assertEquals(List.of("a initial ok", "a sample heard"), DispatchFixture.verdicts(dispatch));
        assertNothingIsLeft();
    }

    @Test
    @Row("cascade.samples")
    void escalatesWhatIsNotSaidAgain() {
        Dispatch dispatch = sampled("b");
        says("Paris", 0.9);
        sampling("Lyon", "Paris", "Nice");
        answers("Paris");
        assertEquals(
                List.of("a initial unsure", "a sample heard", "b escalation ok"), DispatchFixture.verdicts(dispatch));
    }

    @Test
    void whatCannotBeAskedAgainIsNotSure() {
        sampled("b");
        says("Paris", 0.9);
        last().fail(Failures.OVERLOADED);
        assertEquals(List.of("a", "a", "b"), given.backend.asked());
        sampled("b");
        says("Paris", 0.9);
        given.time.pass(Consistency.WITHIN);
        assertEquals("b", last().model);
    }

    @Test
    void samplesLeaveHalfOfWhatIsLeftToWhoIsAskedInstead() {
        Dispatch dispatch = sampled("b");
        given.time.pass(DispatchFixture.DEADLINE.minusSeconds(8));
        says("Paris", 0.9);
        given.time.pass(Duration.ofSeconds(4));
        answers("Paris");
        assertEquals(
                List.of("a initial unsure", "a sample timed_out", "b escalation ok"),
                DispatchFixture.verdicts(dispatch));
    }

    @Test
    void whatIsNotSureIsNotSampledNorIsARemoteOne() {
        sampled("b");
        says("Lyon", 0.4);
        assertEquals(List.of("a", "b"), given.backend.asked());
        given = new DispatchFixture();
        Dispatch remote = begun(new Acceptance(0.7, 0, 3, 0.6), "b");
        says("Paris", 0.9);
        assertEquals(List.of("a initial ok"), DispatchFixture.verdicts(remote));
    }

    @Test
    void samplingLeavesAnAttemptForWhoIsAskedInstead() {
        given = new DispatchFixture(2);
        Dispatch dispatch = sampled("b");
        says("Paris", 0.9);
        assertEquals(List.of("a initial ok"), DispatchFixture.verdicts(dispatch));
    }

    @Test
    void theAppLeavesWhileSamplesAreDrawn() {
        Dispatch dispatch = sampled("b");
        says("Paris", 0.9);
        dispatch.cancel();
        assertEquals(1, last().cancels);
        assertEquals(List.of("a initial cancelled", "a sample cancelled"), DispatchFixture.verdicts(dispatch));
        assertNothingIsLeft();
        assertNull(dispatch.attempts().stream()
                .filter(made -> made.cause() == Attempt.Cause.ESCALATION)
                .findAny()
                .orElse(null));
    }
}
