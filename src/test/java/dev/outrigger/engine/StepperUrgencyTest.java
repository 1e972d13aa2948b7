package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Sampling;
import dev.outrigger.engine.Ask.Urgency;
import dev.outrigger.support.Drawn;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Who gets a slot, and who a place, over a decoder whose every token is known and a clock that a test sets. */
class StepperUrgencyTest {
    private static final long LATE = Waiting.PATIENCE.toNanos();

    private final Turned turned = new Turned();
    private long now = 1_000;

    private Stepper over(Decoder decoder, int queued) {
        return turned.over(decoder, queued, () -> now);
    }

    private static Recorded ask(Stepper stepper, Urgency urgency, String prompt, Sampling sampling) {
        Ask ask = new Ask(
                Requests.with(Requests.of(prompt), sampling),
                Optional.empty(),
                Optional.empty(),
                urgency,
                OptionalLong.empty());
        return Turned.submit(stepper, ask, Recorded.unbounded());
    }

    private Recorded batch(Stepper stepper, String prompt) {
        now++;
        return ask(stepper, Urgency.BATCH, prompt, Sampling.UNSAID);
    }

    private Recorded interactive(Stepper stepper, String prompt) {
        now++;
        return ask(stepper, Urgency.INTERACTIVE, prompt, Sampling.UNSAID);
    }

    private static void turn(Stepper stepper, int times) {
        for (int i = 0; i < times; i++) stepper.turn();
    }

    @Test
    void anInteractiveAnswerGoesBeforeBatchOnesThatCameFirst() {
        // Given a slot that is held
        Stepper stepper = over(new Alphabet(1, Alphabet.letters(5)), 4);
        interactive(stepper, "p");
        turn(stepper, 1);
        Recorded batch = batch(stepper, "q");
        Recorded other = interactive(stepper, "r");
        // When the slot is free
        turn(stepper, 7);
        // Then
        assertFalse(other.text().isEmpty());
        assertTrue(batch.events.isEmpty());
        Turned.untilIdle(stepper);
        assertTrue(batch.isComplete);
    }

    @Test
    void aBatchAnswerThatIsLateGoesFirst() {
        // Given
        Stepper stepper = over(new Alphabet(1, Alphabet.letters(5)), 4);
        interactive(stepper, "p");
        turn(stepper, 1);
        Recorded batch = batch(stepper, "q");
        Recorded other = interactive(stepper, "r");
        // When
        now += LATE;
        turn(stepper, 7);
        // Then
        assertFalse(batch.text().isEmpty());
        assertTrue(other.events.isEmpty());
    }

    @Test
    void aBatchAnswerYieldsItsSlotAndIsTheSameInTheEnd() {
        // Given: alone it would be this
        Stepper alone = over(new Remembering(1), 0);
        Sampling sampling = new Drawn().temperature(1).seed(7).maxTokens(30).sampling();
        Recorded undisturbed = ask(alone, Urgency.BATCH, "p".repeat(70), sampling);
        Turned.untilIdle(alone);
        // When an interactive one comes in its midst
        Stepper stepper = over(new Remembering(1), 4);
        Recorded batch = ask(stepper, Urgency.BATCH, "p".repeat(70), sampling);
        turn(stepper, 12);
        String before = batch.text();
        Recorded urgent = ask(
                stepper,
                Urgency.INTERACTIVE,
                "q".repeat(70),
                new Drawn().temperature(1).seed(8).maxTokens(4).sampling());
        turn(stepper, 8);
        // Then that one is answered meanwhile
        assertTrue(urgent.isComplete);
        assertFalse(before.isEmpty());
        // but for the token that was drawn before it came
        assertTrue(batch.text().length() <= before.length() + 1);
        // And the batch one goes on without a word lost or said twice
        Turned.untilIdle(stepper);
        assertEquals(undisturbed.text(), batch.text());
        assertEquals(undisturbed.usage().output(), batch.usage().output());
        assertTrue(batch.isComplete);
        assertEquals(0, stepper.open());
    }

    @Test
    void ofSeveralTheOneThatCameLastYields() {
        // Given
        Stepper stepper = over(new Alphabet(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), 4);
        Recorded first = batch(stepper, "p");
        Recorded second = batch(stepper, "q");
        turn(stepper, 3);
        // When
        interactive(stepper, "r");
        turn(stepper, 3);
        // Then: a token is passed on in the turn after it was drawn
        assertEquals(5, first.text().length());
        assertEquals(3, second.text().length());
    }

    @Test
    void whoIsLateOrInteractiveYieldsToNobody() {
        // Given
        Stepper stepper = over(new Alphabet(2, Alphabet.letters(1000)), 4);
        batch(stepper, "p");
        turn(stepper, 1);
        now += LATE;
        interactive(stepper, "q");
        turn(stepper, 1);
        // When
        Recorded third = interactive(stepper, "r");
        turn(stepper, 5);
        // Then
        assertTrue(third.events.isEmpty());
    }

    /** However many batch answers are late: half of the slots are theirs before others, and no more. */
    @Test
    void lateOnesLeaveHalfOfTheSlotsToInteractiveOnes() {
        // Given four slots and a backlog, all of it late
        Stepper stepper = over(new Alphabet(4, Alphabet.letters(1000)), 32);
        for (int i = 0; i < 20; i++) batch(stepper, "p");
        turn(stepper, 2);
        now += LATE;
        turn(stepper, 2);
        // When
        Recorded first = interactive(stepper, "q");
        Recorded second = interactive(stepper, "r");
        Recorded third = interactive(stepper, "s");
        turn(stepper, 6);
        // Then
        assertFalse(first.text().isEmpty());
        assertFalse(second.text().isEmpty());
        assertTrue(third.text().isEmpty());
    }

    @Test
    void freePlacesAndPromisedOnesAreCountedTogether() {
        // Given two free places and a batch answer that waits
        Stepper stepper = over(new Alphabet(1, Alphabet.letters(1000)), 3);
        interactive(stepper, "p");
        turn(stepper, 1);
        Recorded batch = batch(stepper, "q");
        turn(stepper, 1);
        // When one comes that asks for three choices
        Recorded three = ask(
                stepper,
                Urgency.INTERACTIVE,
                "r",
                new Drawn().choices(3).maxTokens(3).sampling());
        turn(stepper, 2);
        // Then
        assertFalse(three.isOver(), () -> "refused: " + three.thrown);
        assertInstanceOf(Failure.Overloaded.class, batch.failure());
        assertEquals(4, stepper.open());
    }

    @Test
    void aFullQueueOfBatchAnswersLetsAnInteractiveOneIn() {
        // Given a slot that is held, and a queue that is full
        Stepper stepper = over(new Alphabet(1, Alphabet.letters(1000)), 2);
        interactive(stepper, "p");
        turn(stepper, 1);
        Recorded older = batch(stepper, "q");
        Recorded younger = batch(stepper, "r");
        // When
        Recorded other = interactive(stepper, "s");
        turn(stepper, 1);
        // Then the youngest gave its place up
        assertEquals(
                "an answer that nobody waits for gave up its place in the local model's queue",
                assertInstanceOf(Failure.Overloaded.class, younger.failure()).message());
        assertFalse(older.isOver());
        assertFalse(other.isOver());
        assertEquals(3, stepper.open());
        // And a batch one finds none
        assertEquals(
                "the local model's queue is full (3 answers)",
                batch(stepper, "t").failure().message());
    }

    @Test
    void aFullQueueOfInteractiveAnswersLetsNobodyIn() {
        Stepper stepper = over(new Alphabet(1, Alphabet.letters(1000)), 1);
        interactive(stepper, "p");
        interactive(stepper, "q");
        assertEquals(
                "the local model's queue is full (2 answers)",
                interactive(stepper, "r").failure().message());
    }

    @Test
    void placesThatArePromisedAreGivenUpBeforeTheyAreRead() {
        // Given: all of it comes between two turns
        Stepper stepper = over(new Alphabet(1, Alphabet.letters(3)), 1);
        Recorded first = batch(stepper, "p");
        Recorded second = batch(stepper, "q");
        // When
        Recorded third = interactive(stepper, "r");
        Recorded fourth = interactive(stepper, "s");
        Recorded fifth = interactive(stepper, "t");
        Turned.untilIdle(stepper);
        // Then
        assertInstanceOf(Failure.Overloaded.class, first.failure());
        assertInstanceOf(Failure.Overloaded.class, second.failure());
        assertEquals(
                "the local model's queue is full (2 answers)", fifth.failure().message());
        for (Recorded answered : List.of(third, fourth)) assertTrue(answered.isComplete);
        assertEquals(0, stepper.open());
    }

    @Test
    void anAnswerWhoseDeadlinePassesEndsAtTheNextTurn() {
        // Given one that runs, and one that waits
        Stepper stepper = over(new Alphabet(1, Alphabet.letters(1000)), 2);
        Recorded running = until(stepper, 5_000);
        turn(stepper, 3);
        Recorded waiting = until(stepper, 4_000);
        Recorded patient = interactive(stepper, "r");
        turn(stepper, 1);
        // When
        now = 4_000;
        turn(stepper, 1);
        // Then
        Failure passed = new Failure.TimedOut(Failure.Clock.DEADLINE, "the deadline passed");
        assertEquals(passed, waiting.failure());
        assertFalse(running.isOver());
        // When
        now = 5_000;
        turn(stepper, 2);
        // Then the slot is another's
        assertEquals(passed, running.failure());
        assertFalse(patient.text().isEmpty());
        assertEquals(1, stepper.open());
    }

    private static Recorded until(Stepper stepper, long deadline) {
        Ask ask = new Ask(
                Requests.of("p"), Optional.empty(), Optional.empty(), Urgency.INTERACTIVE, OptionalLong.of(deadline));
        return Turned.submit(stepper, ask, Recorded.unbounded());
    }
}
