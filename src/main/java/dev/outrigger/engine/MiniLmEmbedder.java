package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Vector;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * all-MiniLM-L6-v2 as it was published: the mean over a text's tokens, of unit length. Unlike the {@link MiniLmEncoder} of
 * the analyzer it has no adapter in its weights and looks at whole texts, so the two share the file, and nothing else.
 *
 * <p>A text that is too long is refused, as by OpenAI and Text Embeddings Inference: a vector of its beginning would be
 * taken for one of all of it.
 *
 * <p>Source: <a href="https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2">all-MiniLM-L6-v2</a>.
 */
public final class MiniLmEmbedder implements Embedder {
    /** As its card has it. */
    static final int TOKENS = 256;

    /** No text of so many tokens has more, unless most of it is blanks or no words at all; they bound its tokenizing. */
    static final int CHARACTERS = 128 * TOKENS;

    /** Texts that wait: a request has few of them there at a time. */
    private static final EncoderBounds BOUNDS = new EncoderBounds(1, 4096, 16, Precision.ofThisProcessor());

    private final DjlRuntime runtime;
    private final TokenWindow texts;
    private final MiniLmProgram program;
    private final Batcher<String, Reply> batcher;

    /** Of a batch each text has its own: one that is too long costs the others nothing. */
    private sealed interface Reply {
        record Made(Embedded embedded) implements Reply {}

        record Refused(FailureException refusal) implements Reply {}
    }

    private MiniLmEmbedder(DjlRuntime runtime, TokenWindow texts, MiniLmProgram program, EncoderBounds bounds) {
        this.runtime = runtime;
        this.texts = texts;
        this.program = program;
        this.batcher = new Batcher<>(
                new Batcher.Bounds("embedder", bounds.threads(), bounds.waiting(), bounds.batch()),
                runtime::enter,
                this::embedAll);
    }

    /**
     * Loads weights and program, which blocks for about half a second.
     *
     * @param files without an adapter
     * @throws IOException when a file is missing or does not fit the others; the message says which, and what to do
     */
    public static MiniLmEmbedder load(DjlRuntime runtime, EncoderFiles files) throws IOException {
        return load(runtime, files, BOUNDS);
    }

    static MiniLmEmbedder load(DjlRuntime runtime, EncoderFiles files, EncoderBounds bounds) throws IOException {
        files.check();
        if (files.adapter().isPresent()) throw new IllegalArgumentException("with an adapter it is another model");
        OneDnnCache.bound();
        runtime.enter();
        TokenWindow texts = TokenWindow.open(files.tokenizer());
        try {
            MiniLmProgram program = MiniLmProgram.open(runtime, files, bounds.precision());
            return new MiniLmEmbedder(runtime, texts, program, bounds);
        } catch (IOException | RuntimeException cause) {
            texts.close();
            throw cause;
        } finally {
            runtime.trim();
        }
    }

    @Override
    public int dimensions() {
        return MiniLmProgram.WIDTH;
    }

    @Override
    public int contextTokens() {
        return TOKENS;
    }

    @Override
    public Device device() {
        return program.device();
    }

    @Override
    public Future<Embedded> embed(String text) {
        if (text.length() > CHARACTERS) return Future.failedFuture(tooLong(text.length() + " characters"));
        return batcher.submit(text).compose(reply -> switch (reply) {
            case Reply.Made(Embedded embedded) -> Future.succeededFuture(embedded);
            case Reply.Refused(FailureException refusal) -> Future.failedFuture(refusal);
        });
    }

    @Override
    public void whenLost(Consumer<String> then) {
        batcher.whenLost(then);
    }

    @Override
    public void close() {
        batcher.close();
        program.close();
        texts.close();
        runtime.trim();
    }

    /** Texts of like length share a pass: padding costs as much as words do. */
    private List<Reply> embedAll(List<String> batch) {
        List<long[]> rows = batch.stream().map(texts::whole).toList();
        Reply[] replies = new Reply[rows.size()];
        for (int i = 0; i < replies.length; i++)
            if (rows.get(i).length > TOKENS) replies[i] = new Reply.Refused(tooLong(rows.get(i).length + " tokens"));
        int[] fit = IntStream.range(0, replies.length)
                .filter(i -> rows.get(i).length <= TOKENS)
                .toArray();
        for (int[] run :
                LengthRuns.of(IntStream.of(fit).map(i -> rows.get(i).length).toArray())) {
            float[][] vectors = program.forward(
                    IntStream.of(run).mapToObj(i -> rows.get(fit[i])).toList());
            for (int i = 0; i < run.length; i++) {
                int at = fit[run[i]];
                replies[at] = new Reply.Made(new Embedded(unit(vectors[i]), rows.get(at).length));
            }
        }
        return List.of(replies);
    }

    private static Vector unit(float[] vector) {
        double squares = 0;
        for (float number : vector) squares += (double) number * number;
        float[] scaled = new float[vector.length];
        for (int i = 0; i < scaled.length; i++) scaled[i] = (float) (vector[i] / Math.sqrt(squares));
        return Vector.of(scaled);
    }

    private static FailureException tooLong(String size) {
        return new FailureException(new Failure.TooLong(
                "an input has " + size + ", the local model's window is " + TOKENS + " tokens", Optional.empty()));
    }
}
