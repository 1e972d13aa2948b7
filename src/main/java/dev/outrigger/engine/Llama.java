package dev.outrigger.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Llama-shaped decoder of four-bit weights on the CPU, with the keys and values of several sequences. It is
 * arithmetic alone: what a token means and which one is drawn is decided elsewhere.
 *
 * <p>Not thread safe: one thread calls {@link #step}.
 */
final class Llama implements Decoder, AutoCloseable {
    private final Program program;
    private final LlamaShape shape;
    private final int slots;
    private final int slotTokens;

    private Llama(Program program, LlamaShape shape, int slots, int slotTokens) {
        this.program = program;
        this.shape = shape;
        this.slots = slots;
        this.slotTokens = slotTokens;
    }

    /**
     * Opens the program and pushes the file's weights in, about two seconds; the file may be closed afterwards.
     *
     * @param slots sequences at once
     * @param slotTokens the longest sequence, at most what the model was trained on
     * @param precision of everything but the weights; float32 takes twice the memory for keys and values
     */
    static Llama load(DjlRuntime runtime, Path archive, Gguf file, int slots, int slotTokens, Precision precision)
            throws IOException {
        LlamaShape shape = LlamaShape.of(file);
        if (slotTokens > shape.trainedTokens()) {
            throw new IOException("the model takes at most " + shape.trainedTokens() + " tokens, not " + slotTokens);
        }
        Program program = runtime.open(archive);
        try {
            Llama llama = new Llama(program, shape, slots, slotTokens);
            llama.begin(precision);
            new LlamaWeights(file, shape, program).push();
            return llama;
        } catch (IOException | RuntimeException cause) {
            program.close();
            throw cause;
        }
    }

    @Override
    public List<Candidates> step(List<Span> spans) {
        int rows = spans.stream().mapToInt(span -> span.tokens().length).sum();
        long[] tokens = new long[rows];
        long[] places = new long[3 * spans.size()];
        int row = 0;
        for (int n = 0; n < spans.size(); n++) {
            Span span = spans.get(n);
            checkInside(span);
            places[3 * n] = span.slot();
            places[3 * n + 1] = span.first();
            places[3 * n + 2] = span.tokens().length;
            for (int token : span.tokens()) tokens[row++] = token;
        }
        try (NDManager scope = program.scope()) {
            NDArray best =
                    program.forward(scope, scope.create(tokens), scope.create(places, new Shape(spans.size(), 3)));
            return toCandidates(best.toFloatArray(), spans.size());
        }
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public int slotTokens() {
        return slotTokens;
    }

    Device device() {
        return program.device();
    }

    /** Arrays that outlived their step: always 0 between steps. */
    int openArrays() {
        return program.openArrays();
    }

    @Override
    public void close() {
        program.close();
    }

    private void begin(Precision precision) {
        long[] sizes = {
            shape.layers(),
            shape.heads(),
            shape.kvHeads(),
            shape.headWidth(),
            slots,
            slotTokens,
            shape.vocabulary(),
            precision == Precision.BFLOAT16 ? 1 : 0
        };
        try (NDManager scope = program.scope()) {
            program.call(
                    scope, "begin", scope.create(sizes), scope.create(new float[] {shape.ropeBase(), shape.epsilon()}));
        }
    }

    /** libtorch does not check where a token is written. */
    private void checkInside(Span span) {
        if (span.slot() < 0 || span.slot() >= slots) throw new IllegalArgumentException("no such slot: " + span);
        if (span.first() < 0 || span.first() + span.tokens().length > slotTokens) {
            throw new IllegalArgumentException("does not fit " + slotTokens + " tokens: " + span);
        }
        for (int token : span.tokens()) {
            if (token < 0 || token >= shape.vocabulary()) throw new IllegalArgumentException("no such token: " + token);
        }
    }

    /** float32 [N, 2, n]: tokens, then logits. */
    private static List<Candidates> toCandidates(float[] best, int sequences) {
        int size = best.length / sequences / 2;
        List<Candidates> all = new ArrayList<>(sequences);
        for (int n = 0; n < sequences; n++) {
            int[] tokens = new int[size];
            float[] logits = new float[size];
            for (int i = 0; i < size; i++) {
                tokens[i] = (int) best[2 * n * size + i];
                logits[i] = best[(2 * n + 1) * size + i];
            }
            all.add(new Candidates(tokens, logits));
        }
        return all;
    }
}
