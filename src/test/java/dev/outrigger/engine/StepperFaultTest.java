package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Sampling;
import dev.outrigger.engine.grammar.Constraint;
import dev.outrigger.engine.grammar.Grammar;
import dev.outrigger.engine.grammar.TokenTrie;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What goes wrong with one answer ends that one; what goes wrong with the loop ends all, and nobody waits for ever. */
class StepperFaultTest {
    private final Turned turned = new Turned();

    @Test
    void requestThatTakesTooMuchStackEndsAlone() {
        // Given
        boolean[] isFirst = {true};
        Stepper stepper = new Stepper(
                new Alphabet(1, 3),
                arrival -> {
                    if (!isFirst[0]) return List.of(generation(arrival, Optional.empty()));
                    isFirst[0] = false;
                    throw new StackOverflowError();
                },
                4);
        // When
        Recorded deep = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Recorded next = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        // Then
        assertInstanceOf(Failure.Internal.class, deep.failure());
        assertEquals("a", next.text());
        assertEquals(0, stepper.open());
    }

    @Test
    void answerThatNoTokenGoesOnWithEndsAlone() {
        // Given: two beside each other, one of which must begin with a quote, and no token has one
        Stepper stepper = new Stepper(
                new Alphabet(2, 3, 4, 5),
                arrival -> List.of(generation(
                        arrival,
                        arrival.ask().request().messages().getFirst().text().equals("p")
                                ? Optional.empty()
                                : Optional.of(form("{\"const\":\"q\"}")))),
                0);
        Recorded free = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Recorded formed = Turned.submit(stepper, "q", List.of(), Recorded.unbounded());
        // When
        Turned.untilIdle(stepper);
        // Then
        assertInstanceOf(Failure.Untranslatable.class, formed.failure());
        assertEquals("abc", free.text());
        assertTrue(free.isComplete);
        assertEquals(0, stepper.open());
    }

    @Test
    void beginningThatCannotBeCopiedEndsItsAnswerAndGivesItsPlaceBack() {
        // Given: a decoder that copies nothing
        Alphabet alphabet = new Alphabet(2, Alphabet.letters(1000));
        Stepper stepper = turned.over(
                new Decoder() {
                    @Override
                    public int slots() {
                        return alphabet.slots();
                    }

                    @Override
                    public int slotTokens() {
                        return alphabet.slotTokens();
                    }

                    @Override
                    public List<Candidates> step(List<Span> spans) {
                        return alphabet.step(spans);
                    }

                    @Override
                    public void copy(int from, int to, int tokens) {
                        throw new IllegalStateException();
                    }
                },
                0);
        Recorded first = Turned.submit(stepper, "p".repeat(100), List.of(), Recorded.unbounded());
        stepper.turn();
        stepper.turn();
        // When
        Recorded second = Turned.submit(stepper, "p".repeat(100), List.of(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        // Then
        assertInstanceOf(Failure.Overloaded.class, second.failure());
        assertTrue(first.isComplete);
        assertEquals(0, stepper.open());
    }

    @Test
    void nobodyWaitsForALoopThatFailed() throws InterruptedException {
        // Given
        Stepper stepper = new Stepper(
                new Alphabet(1) {
                    @Override
                    public List<Candidates> step(List<Span> spans) {
                        throw new LinkageError();
                    }
                },
                arrival -> List.of(generation(arrival, Optional.empty())),
                4);
        Recorded before = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        // When
        Thread loop = Thread.ofPlatform().unstarted(stepper);
        loop.setUncaughtExceptionHandler((thread, expected) -> {});
        loop.start();
        loop.join();
        Recorded after = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        // Then
        assertInstanceOf(Failure.Overloaded.class, before.failure());
        assertInstanceOf(Failure.Overloaded.class, after.failure());
        assertFalse(loop.isAlive());
    }

    /** Beside another answer, which goes on. */
    @Test
    void anAnswerWhoseLogitsAreNoNumbersEndsAlone() {
        Alphabet broken = new Alphabet(2, 3, 4, 5) {
            @Override
            public List<Candidates> step(List<Span> spans) {
                return spans.stream()
                        .map(span -> span.slot() == 0
                                ? new Candidates(new int[] {A}, new float[] {Float.NaN})
                                : super.step(List.of(span)).getFirst())
                        .toList();
            }
        };
        Turned turned = new Turned();
        Stepper stepper = turned.over(broken, 0);
        Recorded first = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        Recorded second = Turned.submit(stepper, "q", List.of(), Recorded.unbounded());
        Turned.untilIdle(stepper);
        assertEquals("the local model's numbers are not finite", first.failure().message());
        assertEquals("abc", second.text());
        assertEquals(0, stepper.open());
    }

    private static Generation generation(Arrival arrival, Optional<Form> form) {
        Sampling sampling = arrival.ask().request().sampling();
        int[] prompt = {Alphabet.A};
        return new Generation(Turned.MODEL, vocabulary(), prompt, 9, sampling, form, new Choices(arrival, 1, 1), 0);
    }

    private static Form form(String schema) {
        Vocabulary vocabulary = vocabulary();
        TokenTrie trie = TokenTrie.of(vocabulary.size(), vocabulary::bytes);
        return new Form(new Constraint(Grammar.schema(schema), trie), vocabulary);
    }

    private static Vocabulary vocabulary() {
        try {
            return Alphabet.vocabulary();
        } catch (IOException cause) {
            throw new AssertionError(cause);
        }
    }
}
