package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** SmolLM2 with adapters over it as it answers, in bfloat16: an answer is the same whatever else is in its steps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LlamaAdapterIT {
    private static final int SEQUENCES = 8;
    private static final int TOKENS = 4;

    /** Of each sequence: none, or one of three. */
    private static final List<OptionalInt> ADAPTERS = List.of(
            OptionalInt.empty(),
            OptionalInt.of(2),
            OptionalInt.of(0),
            OptionalInt.of(1),
            OptionalInt.of(2),
            OptionalInt.empty(),
            OptionalInt.of(2),
            OptionalInt.of(0));

    private final Llama llama;

    LlamaAdapterIT(@TempDir Path folder) throws IOException {
        DjlRuntime runtime = DjlRuntime.load(1);
        runtime.enter();
        ModelFiles files = TestModels.smollm2();
        try (DecoderFile file = DecoderFile.open(files.weights())) {
            llama = Llama.load(runtime, files.program(), file, SEQUENCES, 128, Precision.BFLOAT16);
        }
        lay(folder, 0, 8, AdapterModule.values());
        lay(folder, 1, 64, AdapterModule.QUERY, AdapterModule.VALUE);
        lay(folder, 2, 16, AdapterModule.OUTPUT, AdapterModule.GATE, AdapterModule.DOWN);
    }

    private void lay(Path folder, int place, int rank, AdapterModule... modules) throws IOException {
        AdapterFiles files = AdapterFiles.of("adapter " + place, llama.shape(), rank, modules);
        Path own = files.write(Files.createTempDirectory(folder, "adapter"));
        llama.clearAdapter(place);
        try (AdapterFile file = AdapterFile.open(own, llama.shape(), new AdapterSettings(own, 4, 1 << 27, 64))) {
            for (int linear = 0; linear < file.linears(); linear++)
                file.pair(linear).ifPresent(pair -> llama.addPair(place, pair));
        }
    }

    @AfterAll
    void close() {
        llama.close();
    }

    @Test
    void aSequenceIsBitForBitTheSameAloneAndAmongOthersWithOtherAdapters() {
        // Given
        List<List<Candidates>> alone =
                IntStream.range(0, SEQUENCES).mapToObj(this::aloneOf).toList();
        // When: all together, but for the prompts, which are read one behind the other
        List<Candidates> prompts =
                llama.step(IntStream.range(0, SEQUENCES).mapToObj(this::prompt).toList());
        List<List<Candidates>> steps = new ArrayList<>();
        steps.add(prompts);
        for (int i = 0; i < TOKENS; i++) {
            int at = i;
            steps.add(llama.step(IntStream.range(0, SEQUENCES)
                    .mapToObj(sequence -> token(sequence, at))
                    .toList()));
        }
        // Then
        for (int sequence = 0; sequence < SEQUENCES; sequence++)
            for (int step = 0; step <= TOKENS; step++)
                assertSame(alone.get(sequence).get(step), steps.get(step).get(sequence), sequence + " at " + step);
    }

    @Test
    void anAdapterChangesWhatTheModelSays() {
        Span plain = new Span(0, 0, new int[] {1, 4093, 198, 9906, 30});
        Candidates without = step(plain);
        for (int place = 0; place < 3; place++) {
            float[] over = step(plain.over(OptionalInt.of(place))).logits();
            assertFalse(Arrays.equals(without.logits(), over), "adapter " + place);
        }
        assertSame(without, step(plain), "plain again");
    }

    @Test
    void aPlaceThatWasNeverMadeIsRefused() {
        Span span = new Span(0, 0, new int[] {1}, OptionalInt.of(7));
        assertEquals(
                "no such adapter: slot 0, 1 tokens from 0, adapter 7",
                assertThrows(IllegalArgumentException.class, () -> step(span)).getMessage());
    }

    @Test
    void leavesNoArraysBehind() {
        step(new Span(0, 0, new int[] {1, 2, 3}, OptionalInt.of(0)));
        assertEquals(0, llama.openArrays());
    }

    private List<Candidates> aloneOf(int sequence) {
        List<Candidates> all = new ArrayList<>();
        all.add(step(prompt(sequence)));
        for (int i = 0; i < TOKENS; i++) all.add(step(token(sequence, i)));
        return all;
    }

    /** Of three tokens and more, each sequence's another. */
    private Span prompt(int sequence) {
        int[] tokens = IntStream.range(0, 3 + 5 * sequence)
                .map(i -> 1000 + 37 * sequence + i)
                .toArray();
        return new Span(sequence, 0, tokens, ADAPTERS.get(sequence));
    }

    private Span token(int sequence, int i) {
        int first = 3 + 5 * sequence + i;
        return new Span(sequence, first, new int[] {2000 + 11 * sequence + i}, ADAPTERS.get(sequence));
    }

    private Candidates step(Span span) {
        return llama.step(List.of(span)).getFirst();
    }

    private static void assertSame(Candidates expected, Candidates actual, String where) {
        assertArrayEquals(expected.tokens(), actual.tokens(), where);
        assertArrayEquals(expected.logits(), actual.logits(), where);
    }
}
