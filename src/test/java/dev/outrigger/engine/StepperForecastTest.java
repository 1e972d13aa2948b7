package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Sampling;
import dev.outrigger.engine.Ask.Urgency;
import dev.outrigger.support.Drawn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Answers that would begin too late, over a decoder whose steps take a known time: 10 ms, and 1 ms a token of a prompt. */
class StepperForecastTest {
    private static final long MS = 1_000_000;

    private final Turned turned = new Turned();
    private final Slow decoder = new Slow();
    private final Stepper stepper = turned.over(decoder, 8, () -> decoder.now);

    /** One slot. */
    private static final class Slow extends Alphabet {
        private long now;

        private Slow() {
            super(1, Alphabet.letters(1000));
        }

        @Override
        public List<Candidates> step(List<Span> spans) {
            for (Span span : spans) now += (span.tokens().length == 1 ? 10 : span.tokens().length) * MS;
            return super.step(spans);
        }
    }

    /** Its first token must be there after so many milliseconds. */
    private Recorded ask(String prompt, int tokens, long within) {
        return ask(prompt, tokens, Urgency.INTERACTIVE, within);
    }

    private Recorded ask(String prompt, int tokens, Urgency urgency, long within) {
        Sampling sampling = new Drawn().maxTokens(tokens).sampling();
        Ask ask = new Ask(
                Requests.with(Requests.of(prompt), sampling),
                Optional.empty(),
                Optional.empty(),
                urgency,
                OptionalLong.empty(),
                OptionalLong.of(decoder.now + within * MS));
        return Turned.submit(stepper, ask, Recorded.unbounded());
    }

    /** Both rates are measured, and an answer has 21 tokens. */
    private void measured() {
        ask("pp", 21, 1_000);
        Turned.untilIdle(stepper);
    }

    @Test
    void nobodyIsRefusedBeforeAnythingWasMeasured() {
        Recorded first = ask("pp", 100, 0);
        Recorded second = ask("qq", 100, 0);
        Turned.untilIdle(stepper);
        assertTrue(first.isComplete);
        assertTrue(second.isComplete);
    }

    @Test
    void refusesAtOnceWhatWouldBeginTooLate() {
        // Given: one that runs, and will for some 21 tokens of 10 ms more
        measured();
        Recorded running = ask("pp", 500, 1_000);
        stepper.turn();
        // When: 210 ms, and 10 more for its own prompt
        Recorded late = ask("q".repeat(10), 5, 219);
        Recorded timely = ask("r".repeat(10), 5, 220);
        stepper.turn();
        // Then
        Failure.Overloaded failure = assertInstanceOf(Failure.Overloaded.class, late.failure());
        assertEquals("the local model would begin in 220 ms, and has 219 for it", failure.message());
        assertEquals(Optional.of(Duration.ofSeconds(1)), failure.retryAfter());
        assertFalse(timely.isOver());
        assertFalse(running.isOver());
        assertEquals(2, stepper.open());
    }

    @Test
    void countsThoseThatWaitBeforeIt() {
        // Given: 210 ms of one that runs, and of each that waits 10 ms to read and 50 to answer at most
        measured();
        ask("pp", 500, 1_000);
        stepper.turn();
        ask("q".repeat(10), 5, 10_000);
        ask("q".repeat(10), 5, 10_000);
        stepper.turn();
        // Then: the running one is one token on, and expected to have as many as before
        Recorded late = ask("r".repeat(10), 5, 339);
        Recorded timely = ask("r".repeat(10), 5, 340);
        stepper.turn();
        assertEquals(
                "the local model would begin in 340 ms, and has 339 for it",
                late.failure().message());
        assertFalse(timely.isOver());
    }

    @Test
    void batchAnswersDoNotHoldUpInteractiveOnesButThemselves() {
        // Given
        measured();
        ask("pp", 500, 1_000);
        stepper.turn();
        for (int i = 0; i < 3; i++) ask("q".repeat(10), 20, Urgency.BATCH, 10_000);
        stepper.turn();
        // Then
        Recorded batch = ask("r".repeat(10), 5, Urgency.BATCH, 400);
        Recorded urgent = ask("s".repeat(10), 5, Urgency.INTERACTIVE, 400);
        stepper.turn();
        assertInstanceOf(Failure.Overloaded.class, batch.failure());
        assertFalse(urgent.isOver());
    }

    /** It would leave its slot at once. */
    @Test
    void aBatchAnswerThatRunsHoldsUpNoInteractiveOne() {
        measured();
        ask("pp", 500, Urgency.BATCH, 1_000);
        stepper.turn();
        Recorded interactive = ask("q".repeat(10), 5, 20);
        Recorded batch = ask("r".repeat(10), 5, Urgency.BATCH, 20);
        stepper.turn();
        assertFalse(interactive.isOver());
        assertInstanceOf(Failure.Overloaded.class, batch.failure());
    }

    @Test
    void anIdleModelTriesWhatItMeasuredTooSlowForBefore() {
        // Given
        measured();
        // When: nobody is before it
        Recorded tried = ask("p".repeat(100), 5, 1);
        Turned.untilIdle(stepper);
        // Then
        assertTrue(tried.isComplete);
    }

    @Test
    void theWaitThatIsAskedForIsBounded() {
        // Given: two thousand tokens of 10 ms
        ask("pp", 400, 1_000);
        Turned.untilIdle(stepper);
        for (int i = 0; i < 8; i++) ask("q".repeat(10), 400, 1_000_000);
        stepper.turn();
        stepper.turn();
        // When
        Recorded late = ask("rr", 5, 100);
        stepper.turn();
        // Then
        Failure.Overloaded failure = assertInstanceOf(Failure.Overloaded.class, late.failure());
        assertEquals(Optional.of(Forecast.LONGEST_WAIT), failure.retryAfter());
    }
}
