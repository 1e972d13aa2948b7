package dev.outrigger.engine;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which modules an adapter's configuration says it changes: by names, or by a pattern that a whole name must match.
 *
 * <p>Source: {@code check_target_module_exists} of
 * <a href="https://github.com/huggingface/peft/blob/main/src/peft/tuners/tuners_utils.py">PEFT</a>.
 */
record AdapterTargets(Predicate<String> targets, Predicate<String> excluded, Optional<List<Integer>> layers) {
    private static final String TARGETS = "target_modules";
    private static final String EXCLUDED = "exclude_modules";
    private static final String LAYERS = "layers_to_transform";
    private static final String LAYERS_PATTERN = "layers_pattern";

    /** Every linear of a layer. */
    private static final String ALL = "all-linear";

    static AdapterTargets read(HubConfig config) throws IOException {
        JsonElement targets = config.find(TARGETS)
                .orElseThrow(() -> config.wrong(TARGETS, "a list of modules or a pattern of their names", "absent"));
        Optional<List<Integer>> layers = layers(config);
        if (layers.isPresent() && targets.isJsonPrimitive())
            throw config.wrong(TARGETS, "a list where " + LAYERS + " is said", targets);
        if (layers.isPresent() && !isUsual(config))
            throw config.wrong(LAYERS_PATTERN, "layers", config.find(LAYERS_PATTERN));
        Optional<JsonElement> excluded = config.find(EXCLUDED);
        return new AdapterTargets(
                names(config, TARGETS, targets),
                excluded.isPresent() ? names(config, EXCLUDED, excluded.get()) : module -> false,
                layers);
    }

    /** @param module its name in the model */
    boolean has(String module, int layer) {
        boolean isThere = layers.map(some -> some.contains(layer)).orElse(true);
        return isThere && targets.test(module) && !excluded.test(module);
    }

    private static Predicate<String> names(HubConfig config, String key, JsonElement value) throws IOException {
        if (value.isJsonPrimitive()) {
            String text = value.getAsString();
            if (text.equals(ALL)) return module -> true;
            Pattern pattern = pattern(config, key, text);
            return module -> AdapterText.matches(pattern, module);
        }
        List<String> names = texts(config, key, value);
        return module -> names.stream().anyMatch(name -> module.equals(name) || module.endsWith("." + name));
    }

    /** A pattern out of a configuration. */
    static Pattern pattern(HubConfig config, String key, String text) throws IOException {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException broken) {
            throw config.wrong(key, "a pattern (" + broken.getDescription() + ")", text);
        }
    }

    private static Optional<List<Integer>> layers(HubConfig config) throws IOException {
        Optional<JsonElement> value = config.find(LAYERS);
        if (value.isEmpty()) return Optional.empty();
        List<Integer> layers = new ArrayList<>();
        for (JsonElement layer : elements(value.get())) {
            try {
                layers.add(layer.getAsInt());
            } catch (NumberFormatException | IllegalStateException | UnsupportedOperationException noNumber) {
                throw config.wrong(LAYERS, "a layer's number or a list of such", value.get());
            }
        }
        return layers.isEmpty() ? Optional.empty() : Optional.of(layers);
    }

    private static boolean isUsual(HubConfig config) throws IOException {
        Optional<JsonElement> value = config.find(LAYERS_PATTERN);
        if (value.isEmpty()) return true;
        List<String> patterns = texts(config, LAYERS_PATTERN, value.get());
        return patterns.isEmpty() || patterns.contains("layers");
    }

    private static List<String> texts(HubConfig config, String key, JsonElement value) throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonElement text : elements(value)) {
            if (!text.isJsonPrimitive()) throw config.wrong(key, "a text or a list of texts", value);
            texts.add(text.getAsString());
        }
        return texts;
    }

    private static List<JsonElement> elements(JsonElement value) {
        return value.isJsonArray() ? value.getAsJsonArray().asList() : List.of(value);
    }
}
