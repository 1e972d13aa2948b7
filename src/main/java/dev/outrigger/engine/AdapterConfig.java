package dev.outrigger.engine;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An adapter's {@code adapter_config.json}, as PEFT writes it: which modules it changes, how wide its pairs are and what they
 * are scaled by. Whatever would make it compute something else than a pair of matrices added to a linear is refused.
 *
 * <p>Source: {@code LoraConfig} of
 * <a href="https://github.com/huggingface/peft/blob/main/src/peft/tuners/lora/config.py">PEFT</a>. What it says of
 * {@code fan_in_fan_out} concerns matrices that lie the other way round, which no decoder here has.
 */
final class AdapterConfig {
    static final String FILE = "adapter_config.json";

    /** Beginnings that leave the model's own weights as they are. */
    private static final Set<String> BEGINNINGS = Set.of("true", "false", "gaussian", "eva", "orthogonal");

    /** What must not be said: each is another computation. */
    private static final Set<String> REFUSED = Set.of(
            "use_dora",
            "use_qalora",
            "use_bdlora",
            "lora_bias",
            "modules_to_save",
            "trainable_token_indices",
            "target_parameters",
            "layer_replication",
            "alora_invocation_tokens",
            "arrow_config",
            "kasa_config",
            "monteclora_config");

    private final HubConfig file;
    private final AdapterTargets targets;
    private final int rank;
    private final double alpha;
    private final boolean isRooted;
    private final Map<Pattern, Double> ranks;
    private final Map<Pattern, Double> alphas;

    private AdapterConfig(HubConfig file) throws IOException {
        this.file = file;
        this.targets = AdapterTargets.read(file);
        this.rank = file.whole("r");
        this.alpha = file.real("lora_alpha");
        this.isRooted = file.isTrue("use_rslora", false);
        this.ranks = patterns("rank_pattern");
        this.alphas = patterns("alpha_pattern");
    }

    /** @throws IOException when it is none, or asks for what is not done here; the message names file, key and rule */
    static AdapterConfig read(HubConfig file) throws IOException {
        String type = file.text("peft_type");
        if (!type.equals("LORA")) throw file.wrong("peft_type", "LORA", type);
        String bias = file.text("bias", "none");
        if (!bias.equals("none")) throw file.wrong("bias", "none", bias);
        for (String key : REFUSED) {
            Optional<JsonElement> said = file.find(key).filter(value -> !isNothing(value));
            if (said.isPresent()) throw file.wrong(key, "absent, for it is not computed here", said.get());
        }
        Optional<JsonElement> beginning = file.find("init_lora_weights");
        if (beginning.isPresent() && !BEGINNINGS.contains(beginning.get().getAsString()))
            throw file.wrong(
                    "init_lora_weights",
                    "one that leaves the model's weights as they are (PEFT converts others when it saves)",
                    beginning.get());
        return new AdapterConfig(file);
    }

    /** The file. */
    String path() {
        return file.file().toString();
    }

    /** Whether it says that this module is changed. */
    boolean has(AdapterModule module, int layer) {
        return targets.has(module.in(layer), layer);
    }

    /** The rank of a module's pair. */
    int rank(AdapterModule module, int layer) throws IOException {
        double said = first(ranks, module.in(layer)).orElse((double) rank);
        if (said == (int) said && said >= 1) return (int) said;
        throw file.wrong("r", "a whole number of at least 1", said);
    }

    /** What its product is multiplied by. */
    double scale(AdapterModule module, int layer) throws IOException {
        int width = rank(module, layer);
        return first(alphas, module.in(layer)).orElse(alpha) / (isRooted ? Math.sqrt(width) : width);
    }

    private static Optional<Double> first(Map<Pattern, Double> patterns, String module) {
        return patterns.entrySet().stream()
                .filter(entry -> AdapterText.matches(entry.getKey(), module))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Numbers by the end of a module's name, which is a pattern. */
    private Map<Pattern, Double> patterns(String key) throws IOException {
        Map<Pattern, Double> patterns = new LinkedHashMap<>();
        Optional<JsonElement> said = file.find(key);
        if (said.isEmpty()) return patterns;
        if (!said.get().isJsonObject()) throw file.wrong(key, "an object", said.get());
        for (Map.Entry<String, JsonElement> entry : said.get().getAsJsonObject().entrySet()) {
            Pattern pattern = AdapterTargets.pattern(file, key, "(.*\\.)?(" + entry.getKey() + ")");
            try {
                patterns.put(pattern, entry.getValue().getAsDouble());
            } catch (NumberFormatException | IllegalStateException | UnsupportedOperationException noNumber) {
                throw file.wrong(key + "." + entry.getKey(), "a number", entry.getValue());
            }
        }
        return patterns;
    }

    private static boolean isNothing(JsonElement value) {
        if (value.isJsonArray()) return value.getAsJsonArray().isEmpty();
        if (value.isJsonObject()) return value.getAsJsonObject().isEmpty();
        return value.isJsonPrimitive() && value.getAsString().equals("false");
    }
}
