package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Evidence;
import dev.outrigger.chat.FinishReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an answer says and where it ends, over a decoder whose every token is known. */
class GenerationTest {
    private final Turned turned = new Turned();

    @Test
    void answersInTheOrderOfEvents() {
        // Given
        Stepper stepper = turned.over(new Alphabet(1, 3, 4, 5), 0);
        // When
        Recorded answer = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        // Then
        Event certain = new Event.Weighed(0, Evidence.of(0, 0));
        assertInstanceOf(Event.Started.class, answer.events.getFirst());
        assertEquals(
                List.of(
                        new Event.TextDelta(0, "a"),
                        certain,
                        new Event.TextDelta(0, "b"),
                        certain,
                        new Event.TextDelta(0, "c"),
                        certain,
                        new Event.Finished(0, FinishReason.STOP),
                        new Event.Used(Recorded.usage(1, 3)),
                        new Event.Ended()),
                answer.events.subList(1, 10));
        assertTrue(answer.isComplete);
        assertEquals(0, stepper.open());
    }

    @Test
    void endsAtTheBoundOnTokens() {
        Stepper stepper = turned.over(new Alphabet(1, Alphabet.letters(1000)), 0);
        Recorded answer = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        assertEquals(FinishReason.LENGTH, answer.finish());
        assertEquals("a".repeat(Turned.ANSWER_TOKENS), answer.text());
        assertEquals(Recorded.usage(1, Turned.ANSWER_TOKENS), answer.usage());
    }

    @Test
    void endsAtAStopTextWithoutPassingItOn() {
        Stepper stepper = turned.over(new Alphabet(1, 3, 4, 5, 6, 7), 0);
        Recorded answer = Turned.submit(stepper, "p", List.of("cd"), Recorded.unbounded());
        Turned.untilIdle(stepper);
        assertEquals("ab", answer.text());
        assertEquals(FinishReason.STOP, answer.finish());
        assertEquals(Recorded.usage(1, 4), answer.usage());
    }

    @Test
    void passesACharacterOfSeveralTokensOnWhole() {
        // Given: the four bytes of an emoji, one a token
        Stepper stepper = turned.over(new Alphabet(1, 29, 30, 31, 32, 3), 0);
        // When
        Recorded answer = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        // Then
        assertEquals(new Event.TextDelta(0, "👍"), answer.events.get(1));
        assertEquals("👍a", answer.text());
    }
}
