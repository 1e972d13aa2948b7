package dev.outrigger.inject;

/** Names of what a pod may say of its own injection. */
final class Annotations {
    /** Label: {@code "true"} or {@code "false"}. */
    static final String INJECT = "outrigger.dev/inject";

    /** The ConfigMap with {@code outrigger.yaml}. */
    static final String CONFIG = "outrigger.dev/config";

    /** The Secret with keys. */
    static final String KEYS = "outrigger.dev/keys";

    /** Where models come from. */
    static final String MODELS = "outrigger.dev/models";

    /** The containers whose environment is added to, with commas between them. */
    static final String CONTAINERS = "outrigger.dev/containers";

    private Annotations() {}
}
