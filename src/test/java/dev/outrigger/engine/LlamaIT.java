package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.Resident;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** SmolLM2 as it answers, in bfloat16: how near it is to float32, and what it does with its slots. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LlamaIT {
    /**
     * How much farther from float32 it may be than transformers in bfloat16 is: the kernel rounds scales and zeros as
     * well, which is a second error of the first one's size.
     */
    private static final double TWICE = 2;

    private static final int SLOTS = 4;
    private static final int SLOT_TOKENS = 256;

    private final List<Reference> references = Reference.read();
    private final Llama llama;
    private static final int VOCABULARY = 49_152;

    /** What four bits of the tokens behind the shortlist may change in a log probability. */
    private static final double LOG_PROBABILITY = 0.02;

    private final Forced forced;

    LlamaIT() throws IOException {
        DjlRuntime runtime = DjlRuntime.load(1);
        runtime.enter();
        try (DecoderFile file = DecoderFile.open(TestModels.smollm2().weights())) {
            llama = Llama.load(runtime, TestModels.smollm2().program(), file, SLOTS, SLOT_TOKENS, Precision.BFLOAT16);
        }
        forced = new Forced(llama);
    }

    @AfterAll
    void close() {
        llama.close();
    }

    @Test
    void isAsNearToFloat32AsBfloat16Allows() throws IOException {
        Distance distance = forced.distance(references);
        assertTrue(distance.isWithin(TWICE, Reference.bfloat16()), distance + " against " + Reference.bfloat16());
    }

    @Test
    void choosesAsTheReferenceWhereThatIsDecided() throws IOException {
        int decided = 0;
        int steps = 0;
        for (Reference reference : references) {
            List<Candidates> ours = forced.steps(reference);
            for (int i = 0; i < ours.size(); i++, steps++) {
                if (isNearTie(reference, i)) continue;
                decided++;
                assertEquals(reference.greedy().get(i), ours.get(i).tokens()[0], reference.prompt() + " at " + i);
            }
        }
        assertTrue(3 * decided > steps, "only " + decided + " of " + steps + " steps are decided");
    }

    @Test
    void writesTheReferencesTextUpToANearTie() throws IOException {
        for (Reference reference : references) {
            int differs = forced.agreement(reference);
            assertTrue(
                    differs == reference.greedy().size() || isNearTie(reference, differs),
                    reference.prompt() + " differs at " + differs);
        }
    }

    /** Two tokens whose logits bfloat16 may change by so much each may change places. */
    private static boolean isNearTie(Reference reference, int step) throws IOException {
        return reference.margin(step) <= 2 * Reference.bfloat16().worstDifference();
    }

    @Test
    void blocksOfAPromptAreReadAsTokenByToken() throws IOException {
        // Given: a prompt of two blocks and a piece, of the references' own
        int[] prompt = references.stream()
                .flatMap(reference -> reference.tokens().stream())
                .mapToInt(Integer::intValue)
                .limit(150)
                .toArray();
        for (int at = 0; at < prompt.length - 1; at++) step(new Span(0, at, new int[] {prompt[at]}));
        Candidates single = step(new Span(0, prompt.length - 1, new int[] {prompt[prompt.length - 1]}));
        // When: whole blocks, and pieces of blocks
        step(new Span(1, 0, Arrays.copyOf(prompt, 64)));
        step(new Span(1, 64, Arrays.copyOfRange(prompt, 64, 128)));
        Candidates blocks = step(new Span(1, 128, Arrays.copyOfRange(prompt, 128, prompt.length)));
        for (int at = 0; at < 144; at += 4) step(new Span(2, at, Arrays.copyOfRange(prompt, at, at + 4)));
        Candidates pieces = step(new Span(2, 144, Arrays.copyOfRange(prompt, 144, prompt.length)));
        // Then: the same, and what bfloat16 allows beside single tokens
        assertArrayEquals(blocks.tokens(), pieces.tokens());
        assertArrayEquals(blocks.logits(), pieces.logits());
        double apart = Distance.difference(single, blocks);
        assertTrue(apart <= TWICE * Reference.bfloat16().worstDifference(), "apart " + apart);
    }

    /** Attention takes a prompt's rows in blocks of 32, three a token: these leave one, two or three over, and others. */
    @Test
    void aBlockIsRoundedAlikeHoweverItIsCut() throws IOException {
        int[] all = references.stream()
                .flatMap(reference -> reference.tokens().stream())
                .mapToInt(Integer::intValue)
                .toArray();
        for (int from = 0; from + 64 <= all.length; from += 40) {
            int[] prompt = Arrays.copyOfRange(all, from, from + 64);
            Candidates whole = step(new Span(0, 0, prompt));
            for (int cut : new int[] {10, 11, 21, 22, 31, 33}) {
                step(new Span(1, 0, Arrays.copyOf(prompt, cut)));
                Candidates pieces = step(new Span(1, cut, Arrays.copyOfRange(prompt, cut, 64)));
                assertArrayEquals(whole.tokens(), pieces.tokens(), from + " cut at " + cut);
                assertArrayEquals(whole.logits(), pieces.logits(), from + " cut at " + cut);
            }
        }
    }

    @Test
    void aSlotForgetsItsLastSequence() {
        int[] prompt = Reference.array(references.getFirst().tokens());
        Candidates before = step(new Span(2, 0, prompt));
        step(new Span(2, 0, Reference.array(references.get(1).tokens())));
        Candidates after = step(new Span(2, 0, prompt));
        assertArrayEquals(before.tokens(), after.tokens());
        assertArrayEquals(before.logits(), after.logits());
    }

    @Test
    void candidatesAreTheBestFirstAndDifferent() {
        Candidates best =
                step(new Span(0, 0, Reference.array(references.getFirst().tokens())));
        assertEquals(128, best.size());
        assertEquals(128, IntStream.of(best.tokens()).distinct().count());
        for (int i = 1; i < best.size(); i++) assertTrue(best.logits()[i - 1] >= best.logits()[i]);
    }

    @Test
    void probabilitiesAreThoseOfTheWholeVocabulary() throws IOException {
        for (Reference reference : references) {
            Candidates best = step(new Span(0, 0, Reference.array(reference.tokens())));
            double[] all = IntStream.range(0, VOCABULARY)
                    .mapToDouble(token -> best.scorer().score(token))
                    .toArray();
            double exact = Math.log(DoubleStream.of(all).map(Math::exp).sum());
            assertEquals(exact, best.logSum(), LOG_PROBABILITY, reference.prompt());
        }
    }

    @Test
    void refusesWhatLiesOutsideItsSlots() {
        int[] one = {500};
        assertThrows(IllegalArgumentException.class, () -> step(new Span(SLOTS, 0, one)));
        assertThrows(IllegalArgumentException.class, () -> step(new Span(-1, 0, one)));
        assertThrows(IllegalArgumentException.class, () -> step(new Span(0, SLOT_TOKENS, one)));
        assertThrows(IllegalArgumentException.class, () -> step(new Span(0, -1, one)));
        assertThrows(IllegalArgumentException.class, () -> step(new Span(0, 0, new int[] {49_152})));
        assertThrows(IllegalArgumentException.class, () -> step(new Span(0, 0, new int[] {-1})));
    }

    @Test
    void hundredsOfStepsKeepNoNativeMemory() throws IOException {
        // Given: warm, so that the allocator and the interpreter have what they keep
        for (int i = 0; i < 100; i++) step(new Span(i % SLOTS, 128, new int[] {500}));
        long before = Resident.anonymousKilobytes();
        // When
        for (int i = 0; i < 400; i++) step(new Span(i % SLOTS, 128, new int[] {500}));
        // Then: a leak of one row of scores a step would be 40 MB
        long grown = Resident.anonymousKilobytes() - before;
        assertEquals(0, llama.openArrays());
        assertTrue(grown < 8 * 1024, "grew by " + grown + " kB");
    }

    private Candidates step(Span span) {
        return forced.step(span);
    }
}
