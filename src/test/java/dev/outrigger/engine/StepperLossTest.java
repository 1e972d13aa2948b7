package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A loop whose steps show that the model can answer no more ends, and everybody hears of it. */
class StepperLossTest {
    private final Turned turned = new Turned();

    @Test
    void threeFailedStepsInARowEndTheLoopAndAllThatWait() {
        // Given: one slot, and no step that goes well
        Faulty failing = new Faulty(new Alphabet(1, 3, 4), step -> true);
        Stepper stepper = turned.over(failing, 4);
        List<Recorded> answers = java.util.stream.Stream.generate(
                        () -> Turned.submit(stepper, "p", List.of(), Recorded.unbounded()))
                .limit(5)
                .toList();
        // When
        LostException lost = assertThrows(LostException.class, stepper::run);
        Recorded after = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        // Then
        assertEquals(3, failing.steps());
        assertEquals("3 steps in a row failed, the last with IllegalStateException", lost.why());
        assertEquals(Loss.Kind.STEPS_FAILED, Loss.of(lost.why()).kind());
        for (Recorded answer : answers) assertInstanceOf(Failure.Overloaded.class, answer.failure());
        assertEquals(
                "the local model was lost: 3 steps in a row failed, the last with IllegalStateException",
                answers.getLast().failure().message());
        assertInstanceOf(Failure.Overloaded.class, after.failure());
    }

    @Test
    void aStepThatGoesWellBetweenForgivesThoseBefore() {
        // Given: of each three steps two fail
        Faulty failing = new Faulty(new Alphabet(1, 3, 4), step -> step % 3 != 0);
        Stepper stepper = turned.over(failing, 9);
        for (int i = 0; i < 9; i++) Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        // When
        Turned.untilIdle(stepper);
        // Then
        assertTrue(failing.steps() > 6, "" + failing.steps());
        assertEquals(0, stepper.open());
    }

    @Test
    void aStepThatSaysThatMemoryIsOutEndsTheLoopAtOnce() {
        // Given
        Alphabet sound = new Alphabet(2, Alphabet.letters(1000));
        Stepper stepper = turned.over(
                new Decoder() {
                    @Override
                    public int slots() {
                        return sound.slots();
                    }

                    @Override
                    public int slotTokens() {
                        return sound.slotTokens();
                    }

                    @Override
                    public List<Candidates> step(List<Span> spans) {
                        throw new IllegalStateException(
                                "DefaultCPUAllocator: can't allocate memory: you tried 9 bytes");
                    }

                    @Override
                    public void copy(int from, int to, int tokens) {}
                },
                0);
        Recorded answer = Turned.submit(stepper, "p", List.of(), Recorded.unbounded());
        // When
        LostException lost = assertThrows(LostException.class, stepper::run);
        // Then
        assertEquals(Loss.Kind.OUT_OF_MEMORY, Loss.of(lost.why()).kind());
        assertInstanceOf(Failure.Overloaded.class, answer.failure());
        assertFalse(answer.isComplete);
    }
}
