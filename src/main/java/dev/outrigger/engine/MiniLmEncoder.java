package dev.outrigger.engine;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * all-MiniLM-L6-v2 in this process: 384 dimensions, the mean over at most {@value TokenWindow#TOKENS} tokens, with or
 * without the analyzer's adapter merged into its weights. The heads of that adapter need it; likeness of texts needs the
 * encoder as it was published.
 *
 * <p>Source: <a href="https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2">all-MiniLM-L6-v2</a>; Hu et al.,
 * <a href="https://arxiv.org/abs/2106.09685">LoRA</a>, 2021.
 */
public final class MiniLmEncoder implements Encoder {
    private static final String NAME = "encoder";

    private final DjlRuntime runtime;
    private final TokenWindow window;
    private final MiniLmProgram program;
    private final Batcher<String, Embedding> batcher;

    private MiniLmEncoder(DjlRuntime runtime, TokenWindow window, MiniLmProgram program, EncoderBounds bounds) {
        this.runtime = runtime;
        this.window = window;
        this.program = program;
        this.batcher = new Batcher<>(
                new Batcher.Bounds(NAME, bounds.threads(), bounds.waiting(), bounds.batch()),
                runtime::enter,
                this::encodeAll);
    }

    /**
     * Loads weights and program, which blocks for about half a second, and encodes one text, so that the first request
     * finds everything warm.
     *
     * @throws IOException when a file is missing or does not fit the others; the message says which, and what to do
     */
    public static MiniLmEncoder load(DjlRuntime runtime, EncoderFiles files, EncoderBounds bounds) throws IOException {
        files.check();
        OneDnnCache.bound();
        runtime.enter();
        TokenWindow window = TokenWindow.open(files.tokenizer());
        try {
            return warm(over(runtime, window, MiniLmProgram.open(runtime, files, bounds.precision()), bounds));
        } catch (IOException | RuntimeException | Error cause) {
            window.close();
            throw cause;
        } finally {
            runtime.trim();
        }
    }

    private static MiniLmEncoder over(
            DjlRuntime runtime, TokenWindow window, MiniLmProgram program, EncoderBounds bounds) {
        try {
            return new MiniLmEncoder(runtime, window, program, bounds);
        } catch (RuntimeException | Error cause) {
            program.close();
            throw cause;
        }
    }

    private static MiniLmEncoder warm(MiniLmEncoder cold) {
        try {
            List<Embedding> unusedWarmth = cold.encodeAll(List.of("warm", "up the batch as well"));
            return cold;
        } catch (RuntimeException | Error cause) {
            cold.batcher.close();
            cold.program.close();
            throw cause;
        }
    }

    /** Memory that loading takes at its peak, of a file of float32 weights that long: half of it stays. */
    public static long residentBytes(long fileBytes) {
        return fileBytes;
    }

    /** What a loaded one holds, of a file of float32 weights that long: the words stay in it, and the layers are halved. */
    public static Footprint footprint(long fileBytes) {
        return new Footprint(fileBytes / 2, 0, 0);
    }

    @Override
    public int dimensions() {
        return MiniLmProgram.WIDTH;
    }

    @Override
    public Device device() {
        return program.device();
    }

    @Override
    public void whenLost(Consumer<String> then) {
        batcher.whenLost(then);
    }

    @Override
    public Future<Embedding> encode(String text) {
        return batcher.submit(text);
    }

    @Override
    public void close() {
        batcher.close();
        program.close();
        window.close();
        runtime.trim();
    }

    /** Texts of like length share a pass: padding costs as much as words do. */
    private List<Embedding> encodeAll(List<String> texts) {
        List<TokenWindow.View> rows = texts.stream().map(window::view).toList();
        Embedding[] embeddings = new Embedding[rows.size()];
        for (int[] run :
                LengthRuns.of(rows.stream().mapToInt(TokenWindow.View::length).toArray())) {
            float[][] vectors = program.forward(
                    IntStream.of(run).mapToObj(i -> rows.get(i).ids()).toList());
            for (int i = 0; i < run.length; i++) {
                TokenWindow.View row = rows.get(run[i]);
                embeddings[run[i]] = new Embedding(vectors[i], row.unknown(), row.isTruncated());
            }
        }
        return List.of(embeddings);
    }
}
