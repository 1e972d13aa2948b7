package dev.outrigger.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A decoder of the Llama family on the CPU, with the keys and values of several sequences. It is
 * arithmetic alone: what a token means and which one is drawn is decided elsewhere.
 *
 * <p>Not thread safe: one thread calls {@link #step}.
 */
final class Llama implements Decoder, AutoCloseable {
    private final Program program;
    private final TokenTable words;
    private final TokenTable output;
    private final DecoderShape shape;
    private final int slots;
    private final int slotTokens;

    private Llama(Program program, TokenTable words, TokenTable output, DecoderShape shape, int slots, int slotTokens) {
        this.program = program;
        this.words = words;
        this.output = output;
        this.shape = shape;
        this.slots = slots;
        this.slotTokens = slotTokens;
    }

    /**
     * Opens the program and pushes the file's weights in, about two seconds for 100 MB; the file may be closed
     * afterwards. Tokens' rows are read from it all along.
     *
     * @param slots sequences at once
     * @param slotTokens the longest sequence, at most what the model was trained on
     * @param precision of everything but the weights; float32 takes twice the memory for keys and values
     */
    static Llama load(
            DjlRuntime runtime, Path archive, DecoderFile file, int slots, int slotTokens, Precision precision)
            throws IOException {
        return load(runtime, archive, file, new int[] {slots, slotTokens}, precision, true);
    }

    /**
     * The same.
     *
     * @param room slots and their tokens
     * @param packs whether weights of four bits stay so in the program, which is slow in float32
     */
    static Llama load(
            DjlRuntime runtime, Path archive, DecoderFile file, int[] room, Precision precision, boolean packs)
            throws IOException {
        int slots = room[0];
        int slotTokens = room[1];
        DecoderShape shape = file.shape();
        if (slotTokens > shape.trainedTokens()) {
            throw new IOException(
                    file.path() + ": the model takes at most " + shape.trainedTokens() + " tokens, not " + slotTokens);
        }
        DecoderLayout layout = new DecoderLayout(file);
        float[] stretch = file.ropeStretch();
        Program program = runtime.open(archive);
        try {
            begin(program, shape, stretch, slots, slotTokens, precision);
            new DecoderWeights(program, packs).push(layout);
            TokenTable words = TokenTable.open(layout.words());
            try {
                TokenTable output = layout.isTied() ? words : TokenTable.open(layout.output());
                return new Llama(program, words, output, shape, slots, slotTokens);
            } catch (IOException | RuntimeException cause) {
                words.close();
                throw cause;
            }
        } catch (IOException | RuntimeException cause) {
            program.close();
            throw cause;
        }
    }

    @Override
    public List<Candidates> step(List<Span> spans) {
        int rows = spans.stream().mapToInt(span -> span.tokens().length).sum();
        float[] tokens = new float[rows * words.width()];
        long[] places = new long[3 * spans.size()];
        int row = 0;
        for (int n = 0; n < spans.size(); n++) {
            Span span = spans.get(n);
            checkInside(span);
            places[3 * n] = span.slot();
            places[3 * n + 1] = span.first();
            places[3 * n + 2] = span.tokens().length;
            for (int token : span.tokens()) words.embed(token, tokens, words.width() * row++);
        }
        try (NDManager scope = program.scope()) {
            NDArray best = program.forward(
                    scope,
                    scope.create(tokens, new Shape(rows, words.width())),
                    scope.create(places, new Shape(spans.size(), 3)));
            return toCandidates(best.toFloatArray(), spans.size());
        }
    }

    @Override
    public void copy(int from, int to, int tokens) {
        checkInside(new Span(from, 0, new int[tokens]));
        checkInside(new Span(to, 0, new int[tokens]));
        try (NDManager scope = program.scope()) {
            program.call(scope, "copy", scope.create(new long[] {from, to, tokens}));
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
        words.close();
        output.close();
    }

    private static void begin(
            Program program, DecoderShape shape, float[] stretch, int slots, int slotTokens, Precision precision) {
        long[] sizes = {
            shape.layers(),
            shape.heads(),
            shape.kvHeads(),
            shape.headWidth(),
            shape.width(),
            slots,
            slotTokens,
            shape.vocabulary(),
            number(precision)
        };
        float[] constants = {shape.ropeBase(), shape.epsilon()};
        try (NDManager scope = program.scope()) {
            program.call(scope, "begin", scope.create(sizes), scope.create(constants), scope.create(stretch));
        }
    }

    /** As {@code begin} takes it: oneDNN packs bfloat16 only where the processor multiplies it. */
    private static long number(Precision precision) {
        if (precision == Precision.FLOAT32) return 0;
        return Precision.ofThisProcessor() == Precision.BFLOAT16 ? 1 : 2;
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

    /**
     * Of float32 [N, n + 1 + K]: the shortlist's tokens, what all others hold together, and what tokens are scored with,
     * exactly now.
     */
    private List<Candidates> toCandidates(float[] best, int sequences) {
        int stride = best.length / sequences;
        int size = stride - words.width() - 1;
        List<Candidates> all = new ArrayList<>(sequences);
        for (int n = 0; n < sequences; n++) {
            int at = n * stride;
            int hidden = at + size + 1;
            Candidates.Scorer scorer = token -> output.score(token, best, hidden);
            long[] ranked = new long[size];
            for (int i = 0; i < size; i++) {
                int token = (int) best[at + i];
                ranked[i] = rank(token, scorer.score(token));
            }
            Arrays.sort(ranked);
            all.add(candidates(ranked, best[at + size], scorer));
        }
        return all;
    }

    /** A number that is less the better the logit is, and holds both. */
    private static long rank(int token, float logit) {
        int bits = Float.floatToIntBits(logit);
        int ascending = bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
        return ((long) ~ascending << Integer.SIZE) | token;
    }

    private static Candidates candidates(long[] ranked, float rest, Candidates.Scorer scorer) {
        int[] tokens = new int[ranked.length];
        float[] logits = new float[ranked.length];
        for (int i = 0; i < ranked.length; i++) {
            tokens[i] = (int) ranked[i];
            int ascending = ~(int) (ranked[i] >> Integer.SIZE);
            logits[i] = Float.intBitsToFloat(ascending < 0 ? ascending ^ Integer.MAX_VALUE : ascending);
        }
        return new Candidates(tokens, logits, rest, scorer);
    }
}
