package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Sampling;
import dev.outrigger.support.Drawn;
import dev.outrigger.support.Row;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An answer that breaks off at any step, and is gone on with: it is the one that did not break. */
class GenerationDraftTest {
    private static final int ANSWER = 40;

    private final Turned turned = new Turned();

    private static ChatRequest asking(String prompt, Sampling sampling) {
        return Requests.with(Requests.of(prompt), sampling);
    }

    private Recorded answer(Decoder decoder, ChatRequest request, Optional<Draft> draft) {
        Stepper stepper = turned.over(decoder, 0);
        Recorded answer = Turned.submit(stepper, request, draft, Recorded.unbounded());
        Turned.untilIdle(stepper);
        assertEquals(0, stepper.open());
        return answer;
    }

    private static Draft draft(Recorded broken) {
        return assertInstanceOf(BrokenOff.class, broken.thrown.orElseThrow()).draft();
    }

    /** The answer of a second stepper, as a model that was loaded anew is, after the first broke at this step. */
    private Recorded goneOn(ChatRequest request, int step) {
        Recorded broken = answer(new Faulty(new Remembering(1), at -> at == step), request, Optional.empty());
        Recorded goneOn = answer(new Remembering(1), request, Optional.of(draft(broken)));
        assertTrue(goneOn.text().startsWith(broken.text()));
        return goneOn;
    }

    private void assertIsUnbroken(ChatRequest request) {
        Faulty sound = new Faulty(new Remembering(1), step -> false);
        Recorded unbroken = answer(sound, request, Optional.empty());
        for (int step = 1; step <= sound.steps(); step++) {
            Recorded goneOn = goneOn(request, step);
            assertEquals(unbroken.text(), goneOn.text(), "broken at step " + step);
            assertEquals(unbroken.finish(), goneOn.finish());
            assertEquals(unbroken.usage(), goneOn.usage());
            assertTrue(goneOn.isComplete);
        }
    }

    @Test
    @Row("resume.local")
    void isTheSameWhereverItBroke() {
        assertIsUnbroken(asking("p", new Drawn().maxTokens(ANSWER).sampling()));
        assertIsUnbroken(asking("p".repeat(150), new Drawn().maxTokens(ANSWER).sampling()));
    }

    @Test
    @Row("resume.local")
    void isTheSameWhereverItBrokeWhenItIsDrawn() {
        for (int seed = 0; seed < 5; seed++) assertIsUnbroken(asking("p", Requests.drawing(1, seed, ANSWER)));
    }

    /** Each pair of letters is a stop text of some run: it may break between the two. */
    @Test
    @Row("resume.local")
    void endsAtAStopTextThatBrokeInTheMiddle() {
        String text = answer(new Remembering(1), asking("p", Requests.drawing(1, 7, ANSWER)), Optional.empty())
                .text();
        for (int at = 0; at + 3 <= text.length(); at += 3) {
            Sampling stopping = new Drawn()
                    .temperature(1)
                    .seed(7)
                    .maxTokens(ANSWER)
                    .stop(text.substring(at, at + 3))
                    .sampling();
            assertIsUnbroken(asking("p", stopping));
        }
    }

    @Test
    void isTheSameThoughNoSeedWasAskedFor() {
        // Given one that is drawn by a seed of nobody's choice, and breaks
        ChatRequest request =
                asking("p", new Drawn().temperature(1).maxTokens(ANSWER).sampling());
        Draft late = draft(answer(new Faulty(new Remembering(1), at -> at == 30), request, Optional.empty()));
        Draft early = draft(answer(new Faulty(new Remembering(1), at -> at == 1), request, Optional.of(late)));
        // When it is gone on with, from two places
        String one = answer(new Remembering(1), request, Optional.of(late)).text();
        String other = answer(new Remembering(1), request, Optional.of(early)).text();
        // Then
        assertEquals(29, late.size());
        assertEquals(one, other);
    }

    @Test
    @Row("resume.local")
    void isTheSameThoughItBreaksAgainAndAgain() {
        ChatRequest request = asking("p", Requests.drawing(1, 3, ANSWER));
        Recorded whole = answer(new Remembering(1), request, Optional.empty());
        Optional<Draft> draft = Optional.empty();
        int size = 0;
        while (size + Stepper.ROWS < whole.usage().output().orElseThrow()) {
            // A step for the prompt, one for each four tokens that there were, and one more: each gets further.
            int last = 2 + Math.ceilDiv(size, Stepper.ROWS);
            draft = Optional.of(draft(answer(new Faulty(new Remembering(1), at -> at == last), request, draft)));
            assertTrue(draft.get().size() > size);
            size = draft.get().size();
        }
        assertEquals(whole.text(), answer(new Remembering(1), request, draft).text());
    }

    @Test
    void saysAlsoWhatTheFirstHadNotHeardYet() {
        // Given one that reads four events, two of them text, while the model closes
        ChatRequest request = asking("p", new Drawn().maxTokens(5).sampling());
        Stepper closing = turned.over(new Alphabet(1, 3, 4, 5, 6, 7), 0);
        Recorded broken = Turned.submit(closing, request, Optional.empty(), Recorded.asking(4));
        Turned.untilIdle(closing);
        closing.stop();
        closing.run();
        // When
        Recorded goneOn = answer(new Alphabet(1, 3, 4, 5, 6, 7), request, Optional.of(draft(broken)));
        // Then
        assertEquals("ab", broken.text());
        assertEquals("abcde", goneOn.text());
        assertEquals(FinishReason.LENGTH, goneOn.finish());
        assertEquals(Recorded.usage(1, 5), goneOn.usage());
    }

    /** In pieces of several tokens the model would round otherwise, and go elsewhere from there. */
    @Test
    void isReadTokenByTokenAsItWasMade() {
        // Given
        ChatRequest request =
                asking("p".repeat(70), new Drawn().maxTokens(ANSWER).sampling());
        Alphabet unbroken = new Alphabet(1, Alphabet.letters(300));
        answer(unbroken, request, Optional.empty());
        Draft draft = draft(
                answer(new Faulty(new Alphabet(1, Alphabet.letters(300)), at -> at == 10), request, Optional.empty()));
        // When
        Alphabet decoder = new Alphabet(1, Alphabet.letters(300));
        answer(decoder, request, Optional.of(draft));
        // Then
        assertEquals(spans(unbroken), spans(decoder));
        assertTrue(decoder.steps.size() < unbroken.steps.size());
    }

    private static String spans(Alphabet decoder) {
        return decoder.steps.stream().flatMap(List::stream).toList().toString();
    }

    @Test
    void leavesTheDraftOfAnotherPromptAside() {
        Draft other = draft(answer(
                new Faulty(new Alphabet(1, Alphabet.letters(9)), at -> at == 5),
                asking("pp", Sampling.UNSAID),
                Optional.empty()));
        assertEquals(
                "aa",
                answer(new Alphabet(1, 3, 3), asking("p", Sampling.UNSAID), Optional.of(other))
                        .text());
    }

    @Test
    void isRefusedWhereItIsLongerThanAnAnswerMayBeNow() {
        Draft draft = new Draft(Turned.MODEL, Alphabet.letters(1), Alphabet.letters(Turned.ANSWER_TOKENS + 1), 0, 0);
        Recorded answer = answer(new Alphabet(1), asking("a", Sampling.UNSAID), Optional.of(draft));
        assertInstanceOf(Failure.TooLong.class, answer.failure());
    }
}
