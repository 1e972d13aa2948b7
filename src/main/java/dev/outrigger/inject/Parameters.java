package dev.outrigger.inject;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What an operator says of all sidecars that are injected: the ConfigMap {@code outrigger-injection}, whose keys are these
 * components' names. The admission policy has the same among its variables.
 *
 * @param config the ConfigMap with {@code outrigger.yaml}, in the pod's namespace; it need not be there
 * @param keys the Secret with keys, in the pod's namespace; it need not be there
 */
public record Parameters(
        String image,
        String pullPolicy,
        String config,
        String keys,
        ModelSource models,
        String cpuRequest,
        String memoryRequest,
        String memoryLimit,
        GpuShare gpu,
        Optional<String> otlpEndpoint,
        DummyKeys dummyKeys) {
    private static final Set<String> PULL_POLICIES = Set.of("Always", "IfNotPresent", "Never");
    private static final Set<String> KEYS = Set.of(
            "image",
            "pullPolicy",
            "config",
            "keys",
            "models",
            "cpuRequest",
            "memoryRequest",
            "memoryLimit",
            "gpu",
            "otlpEndpoint",
            "dummyKeys");

    /** Whether an SDK that demands a key is given one that goes nowhere. */
    public enum DummyKeys {
        ADD,
        NONE
    }

    /**
     * From the ConfigMap's data; what is not there has its default.
     *
     * @throws IllegalArgumentException with everything that is wrong with it, a line each
     */
    public static Parameters of(Map<String, String> data) {
        Reading reading = new Reading(data, new ArrayList<>());
        for (String key : new TreeSet<>(data.keySet()))
            if (!KEYS.contains(key)) reading.mistakes.add(key + " is not a parameter");
        Parameters parameters = new Parameters(
                reading.matching("image", "outrigger:latest", Form.REFERENCE, "an image's reference"),
                reading.oneOf("pullPolicy", "IfNotPresent", PULL_POLICIES),
                reading.matching("config", "outrigger", Form.NAME, "a ConfigMap's name"),
                reading.matching("keys", "outrigger", Form.NAME, "a Secret's name"),
                reading.read(
                                "models",
                                "bundled",
                                ModelSource.of(data.getOrDefault("models", "bundled")),
                                ModelSource.WORDS)
                        .orElseGet(ModelSource.Bundled::new),
                reading.matching("cpuRequest", "100m", Form.QUANTITY, "a quantity"),
                reading.matching("memoryRequest", "512Mi", Form.QUANTITY, "a quantity"),
                reading.matching("memoryLimit", "1Gi", Form.QUANTITY, "a quantity"),
                reading.read("gpu", "none", GpuShare.of(data.getOrDefault("gpu", "none")), GpuShare.WORDS)
                        .orElseGet(GpuShare.None::new),
                Optional.of(reading.matching(
                                "otlpEndpoint", "", Form.ENDPOINT, "http://HOST:PORT, https://HOST:PORT or empty"))
                        .filter(text -> !text.isEmpty()),
                reading.oneOf("dummyKeys", "add", Set.of("add", "none")).equals("none")
                        ? DummyKeys.NONE
                        : DummyKeys.ADD);
        if (Form.amount(parameters.memoryRequest).compareTo(Form.amount(parameters.memoryLimit)) > 0)
            reading.mistakes.add("memoryRequest must not be more than memoryLimit, was " + parameters.memoryRequest
                    + " and " + parameters.memoryLimit);
        if (!reading.mistakes.isEmpty()) throw new IllegalArgumentException(String.join("\n", reading.mistakes));
        return parameters;
    }

    /**
     * As one pod's annotations would have it.
     *
     * @throws IllegalArgumentException when an annotation says nothing that is known
     */
    Parameters with(Map<String, String> annotations) {
        String wanted = annotations.get(Annotations.MODELS);
        ModelSource source = wanted == null
                ? models
                : ModelSource.of(wanted)
                        .orElseThrow(() -> new IllegalArgumentException(
                                Annotations.MODELS + " must be " + ModelSource.WORDS + ", was " + wanted));
        return new Parameters(
                image,
                pullPolicy,
                name(annotations, Annotations.CONFIG, config),
                name(annotations, Annotations.KEYS, keys),
                source,
                cpuRequest,
                memoryRequest,
                memoryLimit,
                gpu,
                otlpEndpoint,
                dummyKeys);
    }

    private static String name(Map<String, String> annotations, String key, String otherwise) {
        String wanted = annotations.getOrDefault(key, otherwise);
        if (!Form.NAME.matcher(wanted).matches())
            throw new IllegalArgumentException(key + " must be a name, was " + wanted);
        return wanted;
    }

    private record Reading(Map<String, String> data, List<String> mistakes) {
        String matching(String key, String ordinary, Pattern form, String what) {
            String value = data.getOrDefault(key, ordinary);
            return read(key, ordinary, Optional.of(value).filter(form.asMatchPredicate()), what)
                    .orElse(ordinary);
        }

        String oneOf(String key, String ordinary, Set<String> words) {
            String value = data.getOrDefault(key, ordinary);
            return read(
                            key,
                            ordinary,
                            Optional.of(value).filter(words::contains),
                            String.join(" or ", new TreeSet<>(words)))
                    .orElse(ordinary);
        }

        <T> Optional<T> read(String key, String ordinary, Optional<T> value, String what) {
            if (value.isEmpty()) mistakes.add(key + " must be " + what + ", was " + data.getOrDefault(key, ordinary));
            return value;
        }
    }
}
