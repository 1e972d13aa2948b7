package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.Sampling;
import dev.outrigger.support.Drawn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several choices of one answer, and how likely their tokens were, over a decoder whose tokens are known. */
class StepperChoicesTest {
    private final Turned turned = new Turned();

    @Test
    void choicesOfOneAnswerRunTogetherAndEndOnce() {
        // Given
        Alphabet decoder = new Alphabet(3, 3, 4, 5);
        Stepper stepper = turned.over(decoder, 0);
        // When
        Recorded answer = submit(stepper, new Drawn().choices(3).sampling(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        // Then
        assertEquals(List.of("abc", "abc", "abc"), texts(answer, 3));
        assertTrue(decoder.steps.stream().allMatch(step -> step.size() == 3));
        assertEquals(1, count(answer, Event.Started.class));
        assertEquals(3, count(answer, Event.Finished.class));
        assertEquals(9, answer.usage().output().orElseThrow());
        assertInstanceOf(Event.Ended.class, answer.events.getLast());
        assertTrue(answer.isComplete);
        assertEquals(0, stepper.open());
    }

    @Test
    void moreChoicesThanSlotsRunOneAfterAnother() {
        // Given: one slot; a complete choice gives it to the next
        Stepper stepper = turned.over(new Alphabet(1, 3, 4), 2);
        Recorded answer = submit(stepper, new Drawn().choices(3).sampling(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        assertEquals(List.of("ab", "ab", "ab"), texts(answer, 3));
        assertEquals(0, stepper.open());
    }

    @Test
    void eachChoiceIsDrawnForItself() {
        Sampling said = new Drawn().choices(2).seed(3).maxTokens(40).topP(1).sampling();
        Stepper stepper = turned.over(new Remembering(2), 0);
        Recorded answer = submit(stepper, said, Recorded.unbounded());
        Turned.untilIdle(stepper);
        List<String> texts = texts(answer, 2);
        assertNotEquals(texts.get(0), texts.get(1));
    }

    @Test
    void moreChoicesThanPlacesAreRefusedForGood() {
        Stepper stepper = turned.over(new Alphabet(1), 1);
        Recorded answer = submit(stepper, new Drawn().choices(3).sampling(), Recorded.unbounded());
        assertInstanceOf(Failure.Untranslatable.class, answer.failure());
        assertEquals(0, stepper.open());
    }

    @Test
    void choicesTakeAPlaceEach() {
        // Given: two of three places taken
        Stepper stepper = turned.over(new Alphabet(1, Alphabet.letters(1000)), 2);
        Recorded first = submit(stepper, new Drawn().choices(2).sampling(), Recorded.unbounded());
        // When
        Recorded second = submit(stepper, new Drawn().choices(2).sampling(), Recorded.unbounded());
        // Then
        assertInstanceOf(Failure.Overloaded.class, second.failure());
        // When
        first.subscription.cancel();
        stepper.turn();
        // Then
        assertEquals(0, stepper.open());
    }

    @Test
    void tellsEachTokenWithTheTextThatItBegins() {
        // Given: a, then the four bytes of an emoji in two tokens more than one, then b
        Stepper stepper = turned.over(new Alphabet(1, 3, 29, 30, 31, 32, 4), 0);
        // When
        Recorded answer = submit(stepper, new Drawn().topLogProbs(0).sampling(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        // Then
        assertEquals(List.of("a", "bytes:\\xf0", "bytes:\\x9f", "bytes:\\x91", "bytes:\\x8d", "b"), told(answer));
        assertEquals("a👍b", answer.text());
        assertInstanceOf(Event.LogProbs.class, answer.events.get(1));
    }

    @Test
    void doesNotTellWhatAStopTextTookAway() {
        Stepper stepper = turned.over(new Alphabet(1, 3, 4, 5, 6), 0);
        Sampling said = new Drawn().topLogProbs(0).stop("bc").sampling();
        Recorded answer = submit(stepper, said, Recorded.unbounded());
        Turned.untilIdle(stepper);
        assertEquals("a", answer.text());
        assertEquals(List.of("a"), told(answer));
        assertEquals(FinishReason.STOP, answer.finish());
    }

    @Test
    void tellsAsManyOthersAsWereAskedFor() {
        // Given: eight candidates a step, each .3 below the one before
        Stepper stepper = turned.over(new Remembering(1), 0);
        Sampling said = new Drawn().topLogProbs(3).maxTokens(5).sampling();
        // When
        Recorded answer = submit(stepper, said, Recorded.unbounded());
        Turned.untilIdle(stepper);
        // Then
        double sum = 0;
        for (int i = 0; i < 8; i++) sum += Math.exp(-0.3f * i);
        List<LogProb> all = probabilities(answer);
        for (LogProb token : all) {
            assertEquals(-Math.log(sum), token.value(), 1e-6);
            assertEquals(3, token.others().size());
            assertEquals(-0.6 - Math.log(sum), token.others().get(2).value(), 1e-6);
        }
    }

    private static Recorded submit(Stepper stepper, Sampling sampling, Recorded recorded) {
        return Turned.submit(stepper, Requests.with(Requests.of("p"), sampling), Optional.empty(), recorded);
    }

    private static List<String> told(Recorded answer) {
        return probabilities(answer).stream().map(LogProb::token).toList();
    }

    private static List<LogProb> probabilities(Recorded answer) {
        return answer.events.stream()
                .filter(Event.LogProbs.class::isInstance)
                .flatMap(event -> ((Event.LogProbs) event).tokens().stream())
                .toList();
    }

    private static long count(Recorded answer, Class<? extends Event> kind) {
        return answer.events.stream().filter(kind::isInstance).count();
    }

    private static List<String> texts(Recorded answer, int choices) {
        return IntStream.range(0, choices)
                .mapToObj(choice -> answer.events.stream()
                        .filter(event -> event instanceof Event.TextDelta delta && delta.choice() == choice)
                        .map(event -> ((Event.TextDelta) event).text())
                        .collect(Collectors.joining()))
                .toList();
    }
}
