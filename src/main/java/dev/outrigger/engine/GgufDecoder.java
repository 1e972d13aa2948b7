package dev.outrigger.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.regex.Pattern;

/**
 * A decoder in a GGUF file.
 *
 * <p>Source of the keys' names: <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">GGUF</a>.
 */
final class GgufDecoder implements DecoderFile {
    private static final String WORDS = "token_embd.weight";
    private static final String STRETCH = "rope_freqs.weight";
    private static final Pattern TURNED = Pattern.compile("blk\\.\\d+\\.attn_[qk]\\.weight");
    private static final float USUAL_BASE = 10_000;

    private final Gguf file;
    private final DecoderShape shape;

    /** Takes the file over when it succeeds. */
    GgufDecoder(Gguf file) throws IOException {
        this.file = file;
        try {
            this.shape = readShape();
        } catch (IllegalArgumentException cause) {
            throw new IOException(file.path() + ": " + cause.getMessage(), cause);
        }
    }

    static GgufDecoder open(Path path) throws IOException {
        Gguf file = Gguf.open(path);
        try {
            return new GgufDecoder(file);
        } catch (IOException | RuntimeException cause) {
            file.close();
            throw cause;
        }
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public DecoderShape shape() {
        return shape;
    }

    @Override
    public float[] ropeStretch() throws IOException {
        Optional<Matrix> stretch = find(STRETCH);
        if (stretch.isEmpty()) return RopeStretch.none(shape.headWidth());
        return stretch.get().sized(1, shape.headWidth() / 2).floats();
    }

    @Override
    public Optional<Matrix> find(String name) {
        boolean isTurned = shape.architecture().isSideBySideInGguf()
                && TURNED.matcher(name).matches();
        return read(name).map(matrix -> isTurned ? matrix.ordered(new RopeRows(shape.headWidth())) : matrix);
    }

    @Override
    public Language language() throws IOException {
        return Language.of(file);
    }

    @Override
    public String own(String name) {
        return name;
    }

    @Override
    public Set<String> owns() {
        return file.tensorNames();
    }

    @Override
    public void close() {
        file.close();
    }

    private Optional<Matrix> read(String name) {
        return file.find(name)
                .map(tensor -> new Matrix(
                        name,
                        tensor.type(),
                        tensor.rows(),
                        tensor.columns(),
                        file.path(),
                        tensor.offset(),
                        file.bytes(tensor),
                        LongUnaryOperator.identity()));
    }

    private DecoderShape readShape() throws IOException {
        String word = file.text("general.architecture");
        Architecture architecture = Architecture.ofGguf(word)
                .orElseThrow(() -> new IOException(file.path() + ": general.architecture must be one of "
                        + Architecture.words() + ", was " + word));
        int width = whole(word, "embedding_length");
        int heads = whole(word, "attention.head_count");
        if (heads < 1) throw new IllegalArgumentException("no decoder has " + heads + " heads");
        int headWidth = whole(word, "attention.key_length", width / heads);
        must(word, "attention.value_length", headWidth);
        must(word, "rope.dimension_count", headWidth);
        must(word, "expert_count", 0);
        refuseScaling(word + ".rope.scaling.type");
        Matrix words = read(WORDS).orElseThrow(() -> new IOException(file.path() + ": has no tensor " + WORDS));
        int window = whole(word, "attention.sliding_window", 0);
        int trained = whole(word, "context_length");
        return new DecoderShape(
                architecture,
                whole(word, "block_count"),
                width,
                whole(word, "feed_forward_length"),
                heads,
                whole(word, "attention.head_count_kv", heads),
                headWidth,
                Math.toIntExact(words.rows()),
                window > 0 ? Math.min(window, trained) : trained,
                has(word, "rope.freq_base") ? (float) file.real(word + ".rope.freq_base") : USUAL_BASE,
                (float) file.real(word + ".attention.layer_norm_rms_epsilon"));
    }

    /** Frequencies that are scaled by a rule; those that {@code rope_freqs.weight} scales are read. */
    private void refuseScaling(String key) throws IOException {
        if (!file.has(key)) return;
        String scaling = file.text(key);
        if (!scaling.equals("none")) {
            throw new IOException(file.path() + ": " + key + " must be none, was " + scaling);
        }
    }

    private void must(String word, String key, int value) throws IOException {
        int written = whole(word, key, value);
        if (written != value) {
            throw new IOException(file.path() + ": " + word + "." + key + " must be " + value + ", was " + written);
        }
    }

    private boolean has(String word, String key) {
        return file.has(word + "." + key);
    }

    private int whole(String word, String key) throws IOException {
        return file.whole(word + "." + key);
    }

    private int whole(String word, String key, int absent) throws IOException {
        return has(word, key) ? whole(word, key) : absent;
    }
}
