package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every architecture and every type of tensor, against what transformers computes in float32 of the same weights. */
class DecoderFamilyIT {
    /** Logits of tiny models have a deviation of one to three. */
    private static final double ROUNDING = 1e-4;

    private static final double ALIKE_FLOAT32 = 0.9999;
    private static final double ALIKE_BFLOAT16 = 0.999;
    private static final Path PROGRAM = Path.of("gpu-models/programs/decoder.pt");
    private static final TinyModel.All ALL = TinyModel.read();

    @TempDir
    private static Path folder;

    static List<TinyModel> models() {
        return ALL.cases();
    }

    @ParameterizedTest
    @MethodSource("models")
    void inFloat32ItsLogitsAreTransformers(TinyModel model) throws IOException {
        List<float[]> ours = logits(model, Precision.FLOAT32);
        for (int step = 0; step < ours.size(); step++) {
            float[] known = model.logits()[step];
            assertTrue(Distance.cosine(known, ours.get(step)) >= ALIKE_FLOAT32, "step " + step);
            assertEquals(best(known), best(ours.get(step)), "step " + step);
            for (int token = 0; token < known.length; token++)
                assertEquals(known[token], ours.get(step)[token], ROUNDING, "step " + step + ", token " + token);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void inBfloat16ItIsNear(TinyModel model) throws IOException {
        List<float[]> ours = logits(model, Precision.BFLOAT16);
        for (int step = 0; step < ours.size(); step++) {
            double cosine = Distance.cosine(model.logits()[step], ours.get(step));
            assertTrue(cosine >= ALIKE_BFLOAT16, "step " + step + ": " + cosine);
        }
    }

    /** Logits of all tokens, after a prompt read in one piece and after each token that follows. */
    private static List<float[]> logits(TinyModel model, Precision precision) throws IOException {
        try (Llama llama = load(model, precision)) {
            List<float[]> all = new ArrayList<>();
            all.add(logits(llama, new Span(1, 0, ALL.prompt())));
            for (int i = 0; i < ALL.following().length; i++)
                all.add(logits(llama, new Span(1, ALL.prompt().length + i, new int[] {ALL.following()[i]})));
            return all;
        }
    }

    /** Its file is closed when it begins to read. */
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

    private static int best(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) if (logits[i] > logits[best]) best = i;
        return best;
    }
}
