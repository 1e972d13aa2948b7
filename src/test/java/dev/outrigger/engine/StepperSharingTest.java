package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.Drawn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Beginnings that prompts share are read once. */
class StepperSharingTest {
    private static final String SYSTEM = "s".repeat(150);

    private final Turned turned = new Turned();

    @Test
    void aPromptGoesOnBehindTheChunksThatItsSlotKnows() {
        // Given
        Alphabet decoder = new Alphabet(1);
        Stepper stepper = turned.over(decoder, 0);
        run(stepper, SYSTEM + "a");
        decoder.steps.clear();
        // When
        Recorded second = run(stepper, SYSTEM + "b");
        // Then
        assertEquals(List.of("slot 0, 23 tokens from 128"), spans(decoder));
        assertEquals(List.of(), decoder.copies);
        assertEquals(128, second.usage().cached().orElseThrow());
    }

    @Test
    void aPromptThatWasReadWholeIsReadAgainFromItsLastChunk() {
        Alphabet decoder = new Alphabet(1);
        Stepper stepper = turned.over(decoder, 0);
        run(stepper, "s".repeat(128));
        decoder.steps.clear();
        Recorded again = run(stepper, "s".repeat(128));
        assertEquals(List.of("slot 0, 64 tokens from 64"), spans(decoder));
        assertEquals(64, again.usage().cached().orElseThrow());
    }

    @Test
    void aBeginningShorterThanAChunkIsReadAgain() {
        Alphabet decoder = new Alphabet(1);
        Stepper stepper = turned.over(decoder, 0);
        run(stepper, "s".repeat(63) + "ab");
        decoder.steps.clear();
        Recorded second = run(stepper, "s".repeat(63) + "bb");
        assertEquals(List.of("slot 0, 64 tokens from 0", "slot 0, 1 tokens from 64"), spans(decoder));
        assertEquals(0, second.usage().cached().orElseThrow());
    }

    @Test
    void copiesWhatARunningSlotKnows() {
        // Given: an answer that goes on in slot 0
        Alphabet decoder = new Alphabet(2, Alphabet.letters(1000));
        Stepper stepper = turned.over(decoder, 0);
        Turned.submit(stepper, SYSTEM + "a", List.of(), Recorded.unbounded());
        for (int i = 0; i < 5; i++) stepper.turn();
        // When
        Turned.submit(stepper, SYSTEM + "b", List.of(), Recorded.unbounded());
        stepper.turn();
        // Then
        assertEquals(1, decoder.copies.size());
        assertEquals(128, decoder.copies.getFirst().get(2));
    }

    @Test
    void waitsForABeginningThatIsBeingRead() {
        // Given: both arrive at once
        Alphabet decoder = new Alphabet(2);
        Stepper stepper = turned.over(decoder, 0);
        Recorded first = Turned.submit(stepper, SYSTEM + "a", List.of(), Recorded.unbounded());
        Recorded second = Turned.submit(stepper, SYSTEM + "b", List.of(), Recorded.unbounded());
        // When
        Turned.untilIdle(stepper);
        // Then
        assertEquals(0, first.usage().cached().orElseThrow());
        assertEquals(128, second.usage().cached().orElseThrow());
        assertEquals(2 * 151 - 128, tokens(decoder));
    }

    @Test
    void othersDoNotWaitBehindOneThatWaits() {
        // Given
        Alphabet decoder = new Alphabet(2, Alphabet.letters(1000));
        Stepper stepper = turned.over(decoder, 1);
        Turned.submit(stepper, SYSTEM + "a", List.of(), Recorded.unbounded());
        Turned.submit(stepper, SYSTEM + "b", List.of(), Recorded.unbounded());
        Recorded other = Turned.submit(stepper, "o", List.of(), Recorded.unbounded());
        // When: two turns, for slots take turns in reading
        stepper.turn();
        stepper.turn();
        stepper.turn();
        // Then
        assertTrue(other.text().startsWith("a"), other.text());
    }

    @Test
    void choicesReadTheirPromptOnce() {
        Alphabet decoder = new Alphabet(4);
        Stepper stepper = turned.over(decoder, 0);
        Turned.submit(
                stepper,
                Requests.with(Requests.of(SYSTEM), new Drawn().choices(4).sampling()),
                Optional.empty(),
                Recorded.unbounded());
        Turned.untilIdle(stepper);
        assertEquals(150 + 3 * 22, tokens(decoder));
    }

    @Test
    void aFreeSlotThatKnowsNothingOfItIsTakenInTheOrderTheyWereLeft() {
        // Given: three slots left in the order 0, 1, 2, each with a beginning of its own
        Alphabet decoder = new Alphabet(3);
        Stepper stepper = turned.over(decoder, 0);
        for (String each : List.of("a", "b", "c")) run(stepper, each.repeat(100));
        decoder.steps.clear();
        // When
        run(stepper, "d".repeat(100));
        run(stepper, "c".repeat(100));
        // Then: the oldest is overwritten, and the others still know theirs
        assertEquals(
                List.of("slot 0, 64 tokens from 0", "slot 0, 36 tokens from 64", "slot 2, 36 tokens from 64"),
                spans(decoder));
    }

    @Test
    void whatAFailedStepMayHaveWrittenIsNotShared() {
        // Given: the second step fails
        Alphabet decoder = new Alphabet(1);
        Stepper stepper = turned.over(new Faulty(decoder, step -> step == 2), 0);
        run(stepper, SYSTEM);
        // When
        Recorded second = run(stepper, SYSTEM);
        // Then
        assertEquals(0, second.usage().cached().orElseThrow());
    }

    @Test
    void anAnswerIsTheSameWhetherItsBeginningWasKnownOrNot() {
        // Given: a decoder whose tokens follow from all that it has read
        Stepper fresh = turned.over(new Remembering(2), 0);
        String expected = run(fresh, SYSTEM + "b").text();
        Stepper used = turned.over(new Remembering(2), 0);
        run(used, SYSTEM + "a");
        // Then
        assertEquals(expected, run(used, SYSTEM + "b").text());
    }

    private static Recorded run(Stepper stepper, String prompt) {
        Recorded recorded = Turned.submit(stepper, prompt, List.of(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        return recorded;
    }

    private static List<String> spans(Alphabet decoder) {
        return decoder.steps.stream().flatMap(List::stream).map(Span::toString).toList();
    }

    private static int tokens(Alphabet decoder) {
        return decoder.steps.stream()
                .flatMap(List::stream)
                .mapToInt(span -> span.tokens().length)
                .sum();
    }
}
