package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.FinishReason;
import dev.outrigger.support.Drawn;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Guesses that are read beside the token before them: fewer steps, and the same answer. */
class StepperGuessTest {
    private final Turned turned = new Turned();

    /** The letters over and over, for answers that repeat themselves. */
    private static int[] around(String letters, int count) {
        return IntStream.range(0, count)
                .map(i -> letters.charAt(i % letters.length()) - 'a' + Alphabet.A)
                .toArray();
    }

    private static String around(String letters, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> letters.substring(i % letters.length(), i % letters.length() + 1))
                .reduce("", String::concat);
    }

    private static int rows(List<Span> step) {
        return step.stream().mapToInt(span -> span.tokens().length).sum();
    }

    @Test
    void answerThatRepeatsItselfTakesAThirdOfTheStepsAndIsTheSame() {
        // Given
        Alphabet decoder = new Alphabet(1, around("abcdefgh", 100));
        Stepper stepper = turned.over(decoder, 0);
        // When
        Recorded answer = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        // Then: of its 100 tokens the first 11 come one by one, and then four a step
        assertEquals(around("abcdefgh", 0, 100), answer.text());
        assertEquals(FinishReason.STOP, answer.finish());
        assertEquals(Recorded.usage(1, 100), answer.usage());
        assertTrue(decoder.steps.size() < 40, () -> decoder.steps.size() + " steps");
    }

    @Test
    void wrongGuessesChangeNothing() {
        // Given: abc is followed by another letter each time
        int[] answer = IntStream.range(0, 80)
                .map(i -> Alphabet.A + (i % 4 < 3 ? i % 4 : 3 + i / 4))
                .toArray();
        Alphabet decoder = new Alphabet(1, answer);
        Stepper stepper = turned.over(decoder, 0);
        // When
        Recorded recorded = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        // Then
        StringBuilder expected = new StringBuilder();
        for (int token : answer) expected.append((char) ('a' + token - Alphabet.A));
        assertEquals(expected.toString(), recorded.text());
        assertEquals(Recorded.usage(1, 80), recorded.usage());
        assertTrue(decoder.steps.stream().anyMatch(step -> step.size() > 1), "no guess was made");
    }

    @Test
    void fillsRowsUpAndNoMore() {
        // Given: three that repeat themselves, beside each other
        Alphabet decoder = new Alphabet(3, around("abcd", 60));
        Stepper stepper = turned.over(decoder, 0);
        List<Recorded> all = IntStream.range(0, 3)
                .mapToObj(i -> Turned.submit(stepper, "p", List.of(), Recorded.unbounded()))
                .toList();
        // When
        Turned.untilIdle(stepper);
        // Then
        assertTrue(decoder.steps.stream().allMatch(step -> rows(step) <= Stepper.ROWS));
        assertTrue(decoder.steps.stream().anyMatch(step -> step.size() == Stepper.ROWS));
        all.forEach(answer -> assertEquals(around("abcd", 0, 60), answer.text()));
    }

    @Test
    void endsAtItsBoundAndAtItsStopText() {
        Alphabet decoder = new Alphabet(1, around("abcde", 100));
        Stepper stepper = turned.over(decoder, 0);
        Recorded bounded = Turned.submit(
                stepper,
                Requests.with(Requests.of("p"), new Drawn().maxTokens(50).sampling()),
                Optional.empty(),
                Recorded.unbounded());
        Turned.untilIdle(stepper);
        Recorded stopped = Turned.submit(stepper, "p".repeat(3), List.of("dea"), Recorded.unbounded());
        Turned.untilIdle(stepper);
        assertEquals(around("abcde", 0, 50), bounded.text());
        assertEquals(Recorded.usage(1, 50), bounded.usage());
        assertEquals("c", stopped.text());
        assertTrue(decoder.steps.stream().flatMap(List::stream).allMatch(span -> span.first() <= 50));
    }

    @Test
    void whatIsSaidAgainIsReadFourTokensAStep() {
        // Given an answer of which no token is like another, that broke off after 20
        int[] letters = IntStream.range(0, 26).map(i -> Alphabet.A + i).toArray();
        Draft draft = new Draft(Turned.MODEL, Alphabet.letters(1), Arrays.copyOf(letters, 20), 0, 0);
        Alphabet decoder = new Alphabet(1, letters);
        Stepper stepper = turned.over(decoder, 0);
        // When
        Recorded answer = Turned.submit(stepper, Requests.of("a"), Optional.of(draft), Recorded.unbounded());
        Turned.untilIdle(stepper);
        // Then: one for the prompt, 5 for what was made, 6 for what was not, the end mark's included
        assertEquals("abcdefghijklmnopqrstuvwxyz", answer.text());
        assertEquals(12, decoder.steps.size());
    }
}
