package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * SmolLM2 on prompts beside transformers in float32, which has the same four-bit weights unpacked: here unpacked and
 * in float32 too, and as it serves. The figures go to {@code target/engine-agreement.json}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LlamaAgreementIT {
    /** Of twenty; {@code ./outrigger bench engine} takes all, which is slow. */
    private static final int PROMPTS = Integer.getInteger("outrigger.prompts", 6);

    private static final int SLOT_TOKENS = 256;
    private static final int VOCABULARY = 49_152;

    /** One in so many tokens is looked at where all would take long. */
    private static final int EACH = 16;

    private static final double AGREEMENT = 0.98;
    private static final double COSINE = 0.999;

    /** A chat's tokens, and the 40 that transformers says greedily after them. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Answer(int[] tokens, int[] greedy) {
        private static Answer of(JsonNode json) {
            return new Answer(
                    Reference.array(Reference.ints(json.get("tokens"))),
                    Reference.array(Reference.ints(json.get("greedy"))));
        }

        /** The chat, and each token of its answer but the last for itself: all that a step of its own would read. */
        private List<Span> spans() {
            List<Span> spans = new ArrayList<>(List.of(new Span(0, 0, tokens)));
            for (int i = 0; i + 1 < greedy.length; i++)
                spans.add(new Span(0, tokens.length + i, new int[] {greedy[i]}));
            return spans;
        }
    }

    private final List<Answer> answers = new ArrayList<>();
    private final Llama exact;
    private final Llama served;

    LlamaAgreementIT() throws IOException {
        Reference.json("reference.json").get("answers").forEach(json -> answers.add(Answer.of(json)));
        Reference.json("further.json").forEach(json -> answers.add(Answer.of(json)));
        answers.subList(PROMPTS, answers.size()).clear();
        DjlRuntime runtime = DjlRuntime.load(1);
        runtime.enter();
        ModelFiles files = TestModels.smollm2();
        try (DecoderFile file = DecoderFile.open(files.weights())) {
            exact = Llama.load(runtime, files.program(), file, new int[] {1, SLOT_TOKENS}, Precision.FLOAT32, false);
            served = Llama.load(runtime, files.program(), file, 1, SLOT_TOKENS, Precision.BFLOAT16);
        }
    }

    @AfterAll
    void close() {
        exact.close();
        served.close();
    }

    @Test
    void saysWhatTransformersSays() throws IOException {
        assertEquals(PROMPTS, answers.size());
        int same = 0;
        int agreed = 0;
        double cosine = 1;
        for (Answer answer : answers) {
            List<Candidates> inFloat32 = exact.step(answer.spans());
            List<Candidates> asServed = served.step(answer.spans());
            // What would be said greedily is the reference's where each token behind the reference's own is.
            if (alike(answer, inFloat32) == answer.greedy().length) same++;
            agreed += alike(answer, asServed);
            cosine = Math.min(cosine, cosine(inFloat32.getLast(), asServed.getLast()));
        }
        int steps = answers.stream().mapToInt(answer -> answer.greedy().length).sum();
        Files.writeString(
                Path.of("target", "engine-agreement.json"),
                String.format(
                        Locale.ROOT,
                        "{\"prompts\": %d, \"same\": %d, \"steps\": %d, \"agreed\": %d, \"cosine\": %.6f}%n",
                        answers.size(),
                        same,
                        steps,
                        agreed,
                        cosine));
        assertEquals(answers.size(), same, "texts equal in float32");
        assertTrue(agreed >= AGREEMENT * steps, agreed + " of " + steps + " tokens alike");
        assertTrue(cosine >= COSINE, "cosine " + cosine);
    }

    private static int alike(Answer answer, List<Candidates> steps) {
        return (int) IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).tokens()[0] == answer.greedy()[i])
                .count();
    }

    /** Of the logits of so many tokens, less their mean. */
    private static double cosine(Candidates one, Candidates other) {
        double[] a = centred(one);
        double[] b = centred(other);
        return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
    }

    private static double[] centred(Candidates candidates) {
        double[] some = IntStream.range(0, VOCABULARY / EACH)
                .mapToDouble(i -> candidates.scorer().score(EACH * i))
                .toArray();
        double mean = DoubleStream.of(some).average().orElseThrow();
        return DoubleStream.of(some).map(logit -> logit - mean).toArray();
    }

    private static double product(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }
}
