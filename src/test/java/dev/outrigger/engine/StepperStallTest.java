package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Sampling;
import dev.outrigger.engine.Ask.Urgency;
import dev.outrigger.support.Drawn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readers that ask for no more, over a decoder whose every token is known and a clock that a test sets. */
class StepperStallTest {
    private static final long STALL = Waiting.STALL.toNanos();

    /** Of an answer of three letters all but the last two events: its beginning, three texts and their weights, its reason. */
    private static final long ALL_BUT_TWO = 8;

    private final Turned turned = new Turned();
    private long now = 1_000;

    private Stepper over(Decoder decoder, int queued) {
        return turned.over(decoder, queued, () -> now);
    }

    private static Alphabet threeLetters() {
        return new Alphabet(1, Alphabet.letters(3));
    }

    private static Ask asked(String prompt, Urgency urgency, Sampling sampling, OptionalLong deadline) {
        return new Ask(
                Requests.with(Requests.of(prompt), sampling), Optional.empty(), Optional.empty(), urgency, deadline);
    }

    private static Recorded ask(Stepper stepper, Recorded reader) {
        return Turned.submit(stepper, asked("p", Urgency.INTERACTIVE, Sampling.UNSAID, OptionalLong.empty()), reader);
    }

    @Test
    void aCompleteAnswerFreesSlotAndPlaceThoughItIsNotRead() {
        // Given one slot and nowhere to wait
        Stepper stepper = over(threeLetters(), 0);
        Recorded unread = ask(stepper, Recorded.asking(ALL_BUT_TWO));
        Turned.untilIdle(stepper);
        // When
        Recorded next = ask(stepper, Recorded.unbounded());
        Turned.untilIdle(stepper);
        // Then
        assertTrue(next.isComplete);
        assertEquals(0, stepper.open());
        assertEquals(ALL_BUT_TWO, unread.events.size());
        assertFalse(unread.isOver());
        // And nothing is lost to who reads on
        unread.subscription.request(1);
        Turned.untilIdle(stepper);
        assertEquals(Recorded.usage(1, 3), unread.usage());
        unread.subscription.request(1);
        Turned.untilIdle(stepper);
        assertTrue(unread.isComplete);
    }

    @Test
    void aCompleteAnswerThatIsNotReadEndsWithItsDeadline() {
        Stepper stepper = over(threeLetters(), 0);
        Recorded unread = Turned.submit(
                stepper,
                asked("p", Urgency.INTERACTIVE, Sampling.UNSAID, OptionalLong.of(5_000)),
                Recorded.asking(ALL_BUT_TWO));
        Turned.untilIdle(stepper);
        assertFalse(unread.isOver());
        now = 5_000;
        Turned.untilIdle(stepper);
        assertInstanceOf(Failure.TimedOut.class, unread.failure());
    }

    @Test
    void ofTooManyCompleteAnswersTheFirstIsGivenUp() {
        Stepper stepper = over(threeLetters(), 0);
        List<Recorded> unread = new ArrayList<>();
        IntStream.rangeClosed(0, Leaving.MOST).forEach(i -> {
            unread.add(ask(stepper, Recorded.asking(ALL_BUT_TWO)));
            Turned.untilIdle(stepper);
        });
        assertEquals(
                "an answer of the local model was given up: 256 others wait to be read",
                unread.getFirst().failure().message());
        assertTrue(unread.stream().skip(1).noneMatch(Recorded::isOver));
    }

    @Test
    void completeAnswersThatAreNotReadEndWithTheModel() {
        Stepper stepper = over(threeLetters(), 0);
        Recorded unread = ask(stepper, Recorded.asking(ALL_BUT_TWO));
        Turned.untilIdle(stepper);
        stepper.stop();
        stepper.run();
        assertEquals("the local model is closing", unread.failure().message());
    }

    @ParameterizedTest
    @EnumSource(Urgency.class)
    void anAnswerThatIsNotReadLeavesItsSlotToWhoWaitsAndIsTheSameInTheEnd(Urgency urgency) {
        // Given: alone it would be this
        Sampling sampling = new Drawn().temperature(1).seed(7).maxTokens(30).sampling();
        Ask asked = asked("p".repeat(70), Urgency.INTERACTIVE, sampling, OptionalLong.empty());
        Stepper alone = over(new Remembering(1), 0);
        Recorded undisturbed = Turned.submit(alone, asked, Recorded.unbounded());
        Turned.untilIdle(alone);
        // When it is not read on, and another waits
        Stepper stepper = over(new Remembering(1), 4);
        Recorded unread = Turned.submit(stepper, asked, Recorded.asking(20));
        Turned.untilIdle(stepper);
        Recorded next = Turned.submit(
                stepper,
                asked("q".repeat(70), urgency, new Drawn().seed(8).maxTokens(4).sampling(), OptionalLong.empty()),
                Recorded.unbounded());
        Turned.untilIdle(stepper);
        assertTrue(next.events.isEmpty());
        assertEquals(OptionalLong.of(STALL), stepper.untilDue());
        now += STALL - 1;
        Turned.untilIdle(stepper);
        assertTrue(next.events.isEmpty());
        assertEquals(OptionalLong.of(1), stepper.untilDue());
        now++;
        Turned.untilIdle(stepper);
        // Then
        assertTrue(next.isComplete);
        // It does not take the slot again before somebody reads
        assertEquals(20, unread.events.size());
        assertEquals(1, stepper.open());
        assertEquals(OptionalLong.empty(), stepper.untilDue());
        // And then no word is lost or said twice
        unread.subscription.request(Long.MAX_VALUE);
        Turned.untilIdle(stepper);
        assertTrue(unread.isComplete);
        assertEquals(undisturbed.text(), unread.text());
        assertEquals(undisturbed.usage().output(), unread.usage().output());
        assertEquals(0, stepper.open());
    }

    @Test
    void whereNobodyWaitsItKeepsItsSlotAndReadsNothingAgain() {
        Alphabet decoder = new Alphabet(1, Alphabet.letters(100));
        Stepper stepper = over(decoder, 4);
        Recorded unread = ask(stepper, Recorded.asking(5));
        Turned.untilIdle(stepper);
        now += 10 * STALL;
        Turned.untilIdle(stepper);
        assertEquals(OptionalLong.empty(), stepper.untilDue());
        unread.subscription.request(Long.MAX_VALUE);
        Turned.untilIdle(stepper);
        assertTrue(unread.isComplete);
        assertEquals(
                1,
                decoder.steps.stream()
                        .filter(step -> step.getFirst().first() == 0)
                        .count());
    }

    @Test
    void whoReadsSlowlyButReadsKeepsItsSlot() {
        Stepper stepper = over(new Alphabet(1, Alphabet.letters(100)), 4);
        Recorded slow = ask(stepper, Recorded.asking(5));
        Turned.untilIdle(stepper);
        Recorded waits = ask(stepper, Recorded.unbounded());
        for (int i = 0; i < 5; i++) {
            now += STALL - 1;
            slow.subscription.request(2);
            Turned.untilIdle(stepper);
        }
        assertTrue(waits.events.isEmpty());
        assertEquals(15, slow.events.size());
    }

    /** The one that waits for the reader longest goes first, though a batch answer would yield. */
    @Test
    void oneThatIsNotReadYieldsBeforeABatchAnswerThatIs() {
        Stepper stepper = over(new Alphabet(2, Alphabet.letters(100)), 4);
        Recorded unread = ask(stepper, Recorded.asking(5));
        Turned.untilIdle(stepper);
        Recorded batch = Turned.submit(
                stepper, asked("p", Urgency.BATCH, Sampling.UNSAID, OptionalLong.empty()), Recorded.unbounded());
        stepper.turn();
        now += STALL;
        Recorded next = ask(stepper, Recorded.unbounded());
        for (int i = 0; i < 5; i++) stepper.turn();
        assertFalse(next.text().isEmpty());
        assertTrue(batch.text().length() > 4, batch.text());
        assertEquals(5, unread.events.size());
    }
}
