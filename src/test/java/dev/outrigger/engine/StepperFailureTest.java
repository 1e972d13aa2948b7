package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each failure ends the answers it concerns, says why, and leaves the others alone. */
class StepperFailureTest {
    private final Turned turned = new Turned();

    @Test
    void refusesRequestsOfNothing() {
        Stepper stepper = turned.over(new Alphabet(1, 3), 0);
        Recorded answer = Turned.submit(stepper, "p", List.of(), Recorded.asking(0));
        answer.subscription.request(0);
        Turned.untilIdle(stepper);
        assertInstanceOf(IllegalArgumentException.class, answer.thrown.orElseThrow());
        assertEquals(0, stepper.open());
    }

    @Test
    @Row("before.local")
    void refusesWhatTheQueueCannotHold() {
        // Given: one slot and one place in the queue
        Stepper stepper = turned.over(new Alphabet(1, 3), 1);
        Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        // When
        Recorded third = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        // Then
        assertEquals(
                new Failure.Overloaded(
                        503,
                        Optional.of(Duration.ofSeconds(1)),
                        "the local model's queue is full (2 answers)",
                        Optional.empty()),
                third.failure());
        // When
        Turned.untilIdle(stepper);
        Recorded fourth = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        // Then
        assertTrue(fourth.isComplete);
    }

    @Test
    void passesOnWhyARequestCannotBeRead() {
        Failure tooLong = new Failure.TooLong("too long", Optional.empty());
        Stepper stepper = new Stepper(
                new Alphabet(1),
                arrival -> {
                    throw new FailureException(tooLong);
                },
                0);
        Recorded answer = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        assertEquals(tooLong, answer.failure());
        assertEquals(0, stepper.open());
    }

    @Test
    void whatFailsBehindTheStepEndsItsOwnAnswerAlone() {
        // Given: after one token comes one that the vocabulary has not, after two letters
        Stepper stepper = turned.over(new Alphabet(2, 999, 3, 4), 0);
        // When
        Recorded first = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Recorded second = Turned.submit(stepper, "qq", List.of(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        // Then
        assertEquals(
                "the local model failed: ArrayIndexOutOfBoundsException",
                first.failure().message());
        assertEquals("ab", second.text());
        assertEquals(0, stepper.open());
    }

    @Test
    @Row("before.local")
    void aFailedStepEndsItsAnswersAndNoOthers() {
        // Given: a decoder that fails once
        Decoder failing = new Faulty(new Alphabet(1, 3, 4), step -> step == 1);
        Stepper stepper = turned.over(failing, 1);
        Recorded first = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Recorded second = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        // When
        Turned.untilIdle(stepper);
        // Then
        assertEquals(
                new Failure.Overloaded(
                        503,
                        Optional.of(Duration.ofSeconds(1)),
                        "the local model failed: IllegalStateException",
                        Optional.empty()),
                first.failure());
        assertEquals("ab", second.text());
    }

    @Test
    void closingEndsRunningWaitingAndLaterAnswers() {
        // Given
        Stepper stepper = turned.over(new Alphabet(1, Alphabet.letters(1000)), 2);
        Recorded running = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Recorded waiting = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        stepper.turn();
        Recorded arriving = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        // When
        stepper.stop();
        stepper.run();
        Recorded late = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        // Then
        Failure closing = new Failure.Overloaded(
                503, Optional.of(Duration.ofSeconds(1)), "the local model is closing", Optional.empty());
        for (Recorded answer : List.of(running, waiting, arriving, late)) assertEquals(closing, answer.failure());
    }

    @Test
    void aSubscriberThatThrowsHearsNothingMoreAndOthersGoOn() {
        // Given
        Stepper stepper = turned.over(new Alphabet(2, 3, 4), 0);
        Outbox[] outbox = new Outbox[1];
        outbox[0] = new Outbox(new Throwing(), () -> {});
        outbox[0].request(Long.MAX_VALUE);
        stepper.submit(new Arrival(Ask.of(ChatRequest.of(Turned.MODEL, "p")), outbox[0]));
        Recorded other = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        // When
        Turned.untilIdle(stepper);
        // Then
        assertEquals("ab", other.text());
        assertEquals(0, stepper.open());
    }
}
