package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Adapters over tiny models, against what PEFT computes of them in float32, laid over and merged alike. */
class AdapterLogitsIT {
    /** Logits of tiny models have a deviation of one to three. */
    private static final double ROUNDING = 1e-4;

    private static final Path PROGRAM = Path.of("gpu-models/programs/decoder.pt");
    private static final TinyModel.All ALL = TinyModel.read();
    private static final int PLACE = 1;

    @TempDir
    private static Path folder;

    static List<TinyAdapter> adapters() {
        return TinyAdapter.read();
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void laidOverItsModelItsLogitsAreThoseOfPeft(TinyAdapter adapter) throws IOException {
        try (Llama llama = load(adapter.model(ALL), Precision.FLOAT32)) {
            lay(llama, adapter);
            assertAre(adapter.logits(), logits(llama, OptionalInt.of(PLACE)));
        }
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void withoutItTheModelIsAsItWas(TinyAdapter adapter) throws IOException {
        TinyModel model = adapter.model(ALL);
        try (Llama llama = load(model, Precision.FLOAT32)) {
            lay(llama, adapter);
            assertAre(model.logits(), logits(llama, OptionalInt.empty()));
            // And so it is when it was taken away
            llama.clearAdapter(PLACE);
            assertAre(model.logits(), logits(llama, OptionalInt.of(PLACE)));
        }
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void inBfloat16ItIsNear(TinyAdapter adapter) throws IOException {
        try (Llama llama = load(adapter.model(ALL), Precision.BFLOAT16)) {
            lay(llama, adapter);
            List<float[]> ours = logits(llama, OptionalInt.of(PLACE));
            for (int step = 0; step < ours.size(); step++) {
                double cosine = Distance.cosine(adapter.logits()[step], ours.get(step));
                assertTrue(cosine >= 0.999, "step " + step + ": " + cosine);
            }
        }
    }

    private static void assertAre(float[][] known, List<float[]> ours) {
        for (int step = 0; step < ours.size(); step++)
            for (int token = 0; token < known[step].length; token++)
                assertEquals(known[step][token], ours.get(step)[token], ROUNDING, "step " + step + ", token " + token);
    }

    private static void lay(Llama llama, TinyAdapter adapter) throws IOException {
        AdapterSettings bounds = new AdapterSettings(folder, 2, 1 << 20, 64);
        Path own = adapter.write(Files.createTempDirectory(folder, "adapter"));
        try (AdapterFile file = AdapterFile.open(own, llama.shape(), bounds)) {
            llama.clearAdapter(PLACE);
            for (int linear = 0; linear < file.linears(); linear++) {
                Optional<AdapterPair> pair = file.pair(linear);
                pair.ifPresent(one -> llama.addPair(PLACE, one));
            }
        }
    }

    /** Logits of all tokens, after a prompt read in one piece and after each token that follows. */
    private static List<float[]> logits(Llama llama, OptionalInt adapter) {
        List<float[]> all = new ArrayList<>();
        all.add(logits(llama, new Span(1, 0, ALL.prompt(), adapter)));
        for (int i = 0; i < ALL.following().length; i++)
            all.add(logits(llama, new Span(1, ALL.prompt().length + i, new int[] {ALL.following()[i]}, adapter)));
        return all;
    }

    private static Llama load(TinyModel model, Precision precision) throws IOException {
        DjlRuntime runtime = DjlRuntime.load(1);
        runtime.enter();
        try (DecoderFile file = DecoderFile.open(model.write(folder, ALL))) {
            return Llama.load(runtime, PROGRAM, file, 2, 32, precision);
        }
    }

    private static float[] logits(Llama llama, Span span) {
        Candidates candidates = llama.step(List.of(span)).getFirst();
        float[] all = new float[candidates.size()];
        for (int i = 0; i < all.length; i++)
            all[candidates.tokens()[i]] = candidates.logits()[i];
        return all;
    }
}
