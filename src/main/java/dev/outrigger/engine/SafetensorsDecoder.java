package dev.outrigger.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A decoder in a folder: {@code config.json}, and {@code model.safetensors} or its shards.
 *
 * <p>Source of the keys and names: the configurations and models of
 * <a href="https://github.com/huggingface/transformers/tree/main/src/transformers/models">transformers</a>.
 */
final class SafetensorsDecoder implements DecoderFile {
    private static final String WORDS = "token_embd.weight";
    private static final String OUTPUT = "output.weight";
    private static final double USUAL_BASE = 10_000;

    private final Path folder;
    private final HubConfig config;
    private final Shards shards;
    private final DecoderShape shape;
    private final boolean isTied;

    private SafetensorsDecoder(Path folder, HubConfig config, Shards shards) throws IOException {
        this.folder = folder;
        this.config = config;
        this.shards = shards;
        this.isTied = config.isTrue("tie_word_embeddings", !shards.tensors().contains(own(OUTPUT)));
        try {
            this.shape = readShape();
        } catch (IllegalArgumentException cause) {
            throw new IOException(config.file() + ": " + cause.getMessage(), cause);
        }
        if (!isTied && find(OUTPUT).isEmpty()) throw new IOException(folder + ": has no tensor " + own(OUTPUT));
    }

    static SafetensorsDecoder open(Path folder) throws IOException {
        HubConfig config = HubConfig.read(folder.resolve("config.json"));
        Shards shards = Shards.open(folder);
        try {
            return new SafetensorsDecoder(folder, config, shards);
        } catch (IOException | RuntimeException cause) {
            shards.close();
            throw cause;
        }
    }

    @Override
    public Path path() {
        return folder;
    }

    @Override
    public DecoderShape shape() {
        return shape;
    }

    @Override
    public float[] ropeStretch() throws IOException {
        Optional<HubConfig> scaling = scaling();
        if (scaling.isEmpty()) return RopeStretch.none(shape.headWidth());
        String rule = scaling.get().text("rope_type", scaling.get().text("type", "default"));
        return switch (rule) {
            case "default" -> RopeStretch.none(shape.headWidth());
            case "llama3" -> RopeStretch.llama3(scaling.get(), shape.headWidth(), shape.ropeBase());
            default -> throw scaling.get().wrong("rope_type", "default or llama3", rule);
        };
    }

    @Override
    public Optional<Matrix> find(String name) throws IOException {
        return isTied && name.equals(OUTPUT) ? Optional.empty() : shards.find(own(name));
    }

    @Override
    public Language language() throws IOException {
        return new ModelFolder(folder).language();
    }

    @Override
    public String own(String name) {
        return HubNames.of(name);
    }

    /** Without the tables that old files carry though they follow from the configuration, and a head that is tied. */
    @Override
    public Set<String> owns() {
        return shards.tensors().stream()
                .filter(name -> !name.endsWith("rotary_emb.inv_freq") && !(isTied && name.equals(own(OUTPUT))))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void close() {
        shards.close();
    }

    private DecoderShape readShape() throws IOException {
        String type = config.text("model_type");
        Architecture architecture = Architecture.ofConfig(type)
                .orElseThrow(() -> config.wrong("model_type", "one of " + Architecture.words() + ", mistral", type));
        String act = config.text("hidden_act", "silu");
        if (!act.equals("silu")) throw config.wrong("hidden_act", "silu", act);
        int width = config.whole("hidden_size");
        int heads = config.whole("num_attention_heads");
        if (heads < 1) throw config.wrong("num_attention_heads", "at least 1", heads);
        Matrix words = find(WORDS).orElseThrow(() -> new IOException(folder + ": has no tensor " + own(WORDS)));
        return new DecoderShape(
                architecture,
                config.whole("num_hidden_layers"),
                width,
                config.whole("intermediate_size"),
                heads,
                config.whole("num_key_value_heads", heads),
                config.whole("head_dim", width / heads),
                Math.toIntExact(words.rows()),
                trainedTokens(type),
                (float) ropeBase(),
                (float) config.real("rms_norm_eps"));
    }

    /** A layer that sees a window alone computes as one that sees all, as long as all is no more. */
    private int trainedTokens(String type) throws IOException {
        int trained = config.whole("max_position_embeddings");
        boolean slides = config.has("sliding_window") && config.isTrue("use_sliding_window", type.equals("mistral"));
        return slides ? Math.min(trained, config.whole("sliding_window")) : trained;
    }

    private double ropeBase() throws IOException {
        Optional<HubConfig> parameters = config.in("rope_parameters");
        double base = config.real("rope_theta", USUAL_BASE);
        return parameters.isPresent() ? parameters.get().real("rope_theta", base) : base;
    }

    private Optional<HubConfig> scaling() throws IOException {
        Optional<HubConfig> parameters = config.in("rope_parameters");
        return parameters.isPresent() ? parameters : config.in("rope_scaling");
    }
}
