package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * SmolLM2's arithmetic where nothing but the order of additions may differ: float32 over the file's four-bit weights, as
 * the reference has it. A third of a second a token, so it reads few.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LlamaExactIT {
    /** Of logits near 25, whose last bit is 2e-6, after 30 layers. */
    private static final float ROUNDING = 1e-3f;

    private static final int SLOTS = 4;
    private static final int SLOT_TOKENS = 64;

    private final Reference reference = Reference.brief();
    private final int[] prompt = Reference.array(reference.tokens());
    private final Llama llama;
    private final Forced forced;

    LlamaExactIT() throws IOException {
        DjlRuntime runtime = DjlRuntime.load(1);
        runtime.enter();
        ModelFiles files = TestModels.smollm2();
        try (DecoderFile file = DecoderFile.open(files.weights())) {
            llama = Llama.load(runtime, files.program(), file, SLOTS, SLOT_TOKENS, Precision.FLOAT32);
        }
        forced = new Forced(llama);
    }

    @AfterAll
    void close() {
        llama.close();
    }

    @Test
    void itsLogitsAreTheReferences() {
        Distance distance = forced.distance(List.of(reference));
        assertTrue(distance.worstDifference() < ROUNDING, distance.toString());
    }

    @Test
    void writesTheReferencesTextGreedily() {
        assertEquals(reference.greedy().size(), forced.agreement(reference));
    }

    @Test
    void readsAPromptInPiecesAsInOne() {
        // Given
        Candidates whole = step(new Span(0, 0, prompt));
        // When
        step(new Span(1, 0, Arrays.copyOf(prompt, 2)));
        Candidates pieces = step(new Span(1, 2, Arrays.copyOfRange(prompt, 2, prompt.length)));
        // Then
        assertTrue(Distance.difference(whole, pieces) < ROUNDING, "apart " + Distance.difference(whole, pieces));
    }

    @Test
    void aSequenceIsTheSameAloneAndBesideOthers() {
        // Given: three sequences of different lengths
        for (int slot = 0; slot < 3; slot++) step(new Span(slot, 0, Arrays.copyOf(prompt, 1 + slot)));
        List<Span> next = IntStream.range(0, 3)
                .mapToObj(slot -> new Span(slot, 1 + slot, new int[] {500}))
                .toList();
        List<Candidates> alone = next.stream().map(this::step).toList();
        // When: together, beside a fourth that reads its prompt
        List<Span> together = new ArrayList<>(next);
        together.add(1, new Span(3, 0, prompt));
        List<Candidates> all = llama.step(together);
        // Then
        for (int slot = 0; slot < 3; slot++) {
            Candidates beside = all.get(slot == 0 ? 0 : slot + 1);
            assertEquals(alone.get(slot).tokens()[0], beside.tokens()[0]);
            assertArrayEquals(alone.get(slot).logits(), beside.logits(), ROUNDING);
        }
    }

    private Candidates step(Span span) {
        return forced.step(span);
    }
}
