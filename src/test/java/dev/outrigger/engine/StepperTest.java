package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loop, turned by hand, over a decoder whose every token is known. */
class StepperTest {
    private final Turned turned = new Turned();

    @Test
    @Row("leave.local")
    void readsAPromptInBoundedPieces() {
        // Given
        Alphabet decoder = new Alphabet(1);
        Stepper stepper = turned.over(decoder, 0);
        // When
        Turned.submit(stepper, "p".repeat(150), List.of(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        // Then
        assertEquals(
                List.of("slot 0, 64 tokens from 0", "slot 0, 64 tokens from 64", "slot 0, 22 tokens from 128"),
                decoder.steps.stream().map(step -> step.getFirst().toString()).toList());
    }

    @Test
    void boundsTheTokensOfAllPromptsTogetherAndLetsSlotsTakeTurns() {
        // Given
        Alphabet decoder = new Alphabet(2);
        Stepper stepper = turned.over(decoder, 0);
        // When
        Turned.submit(stepper, "p".repeat(128), List.of(), Recorded.unbounded());
        Turned.submit(stepper, "q".repeat(128), List.of(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        // Then
        assertTrue(decoder.steps.stream()
                .allMatch(step ->
                        step.stream().mapToInt(span -> span.tokens().length).sum() <= 64));
        assertEquals(
                List.of(0, 1, 0, 1),
                decoder.steps.stream().map(step -> step.getFirst().slot()).toList());
    }

    @Test
    void stepsRunningAnswersBesideAPromptThatIsRead() {
        // Given
        Alphabet decoder = new Alphabet(2, Alphabet.letters(1000));
        Stepper stepper = turned.over(decoder, 0);
        Recorded first = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        stepper.turn();
        // When
        Turned.submit(stepper, "p".repeat(200), List.of(), Recorded.unbounded());
        for (int i = 0; i < 4; i++) stepper.turn();
        stepper.turn();
        // Then: one token a turn, whatever the other one reads
        assertEquals("aaaaa", first.text());
        assertTrue(decoder.steps.subList(1, 5).stream().allMatch(step -> step.size() == 2));
    }

    @Test
    void readsFewTokensOfAPromptBesideAnswers() {
        // Given: one, then two that answer
        Alphabet decoder = new Alphabet(3, Alphabet.letters(1000));
        Stepper stepper = turned.over(decoder, 0);
        Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        stepper.turn();
        Turned.submit(stepper, "q".repeat(70), List.of(), Recorded.unbounded());
        // When
        for (int i = 0; i < 24; i++) stepper.turn();
        // Then: rows of four with the answer's, to the end of the block, and no piece of one token
        List<Integer> pieces = new ArrayList<>(Collections.nCopies(20, 3));
        pieces.addAll(List.of(2, 2, 3, 3));
        assertEquals(
                pieces,
                decoder.steps.stream().skip(1).map(step -> prompt(step, 1)).toList());
        // When: a third prompt beside two answers
        Turned.submit(stepper, "r".repeat(9), List.of(), Recorded.unbounded());
        for (int i = 0; i < 3; i++) stepper.turn();
        // Then
        assertEquals(
                List.of(3, 3, 3),
                decoder.steps.stream().skip(25).map(step -> prompt(step, 2)).toList());
    }

    /** Tokens that a slot reads in a step. */
    private static int prompt(List<Span> step, int slot) {
        return step.stream()
                .filter(span -> span.slot() == slot)
                .mapToInt(span -> span.tokens().length)
                .sum();
    }

    @Test
    void waitsWhenTheSubscriberAsksForNoMore() {
        // Given
        Stepper stepper = turned.over(new Alphabet(1, Alphabet.letters(1000)), 0);
        // When
        Recorded answer = Turned.submit(stepper, "p", List.of(), Recorded.asking(3));
        Turned.untilIdle(stepper);
        // Then
        assertEquals(3, answer.events.size());
        // When
        answer.subscription.request(2);
        Turned.untilIdle(stepper);
        // Then
        assertEquals(5, answer.events.size());
        assertFalse(answer.isOver());
    }

    @Test
    void aSubscriberThatWaitsDoesNotHoldUpOthers() {
        Stepper stepper = turned.over(new Alphabet(2, 3, 4, 5), 0);
        Recorded slow = Turned.submit(stepper, "p", List.of(), Recorded.asking(0));
        Recorded quick = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        assertTrue(slow.events.isEmpty());
        assertEquals("abc", quick.text());
    }

    @Test
    @Row("leave.local")
    void aCancelledAnswerTakesNoFurtherStepAndFreesItsSlot() {
        // Given
        Alphabet decoder = new Alphabet(1, Alphabet.letters(1000));
        Stepper stepper = turned.over(decoder, 0);
        Recorded answer = Turned.submit(stepper, "p".repeat(200), List.of(), Recorded.unbounded());
        stepper.turn();
        // When
        answer.subscription.cancel();
        boolean stepped = stepper.turn();
        // Then
        assertFalse(stepped);
        assertEquals(1, decoder.steps.size());
        assertEquals(0, stepper.open());
        assertFalse(answer.isOver());
    }

    @Test
    void anAnswerCancelledWhileItWaitsFreesItsPlace() {
        Stepper stepper = turned.over(new Alphabet(1, Alphabet.letters(1000)), 1);
        Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Recorded waiting = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        stepper.turn();
        waiting.subscription.cancel();
        stepper.turn();
        assertEquals(1, stepper.open());
        assertTrue(waiting.events.isEmpty());
    }

    @Test
    void waitingAnswersRunWhenASlotIsFree() {
        Stepper stepper = turned.over(new Alphabet(1, 3, 4), 1);
        Recorded first = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Recorded second = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        assertEquals("ab", first.text());
        assertEquals("ab", second.text());
    }

    @Test
    void promptsThatAreReadBesideAnAnswerGetEqualShares() {
        // Given: eight slots, an answer in the first, prompts in the two next to it
        Alphabet decoder = new Alphabet(8, Alphabet.letters(1000));
        Stepper stepper = turned.over(decoder, 0);
        Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        stepper.turn();
        Turned.submit(stepper, "q".repeat(300), List.of(), Recorded.unbounded());
        Turned.submit(stepper, "r".repeat(300), List.of(), Recorded.unbounded());
        // When
        for (int i = 0; i < 48; i++) stepper.turn();
        // Then: 24 pieces each, to the end of the first block and on
        int share = 20 * 3 + 2 * 2 + 2 * 3;
        assertEquals(share, read(decoder, 1));
        assertEquals(share, read(decoder, 2));
    }

    private static int read(Alphabet decoder, int slot) {
        return decoder.steps.stream()
                .flatMap(List::stream)
                .filter(span -> span.slot() == slot)
                .mapToInt(span -> span.tokens().length)
                .sum();
    }
}
