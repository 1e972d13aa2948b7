package dev.outrigger.registry;

import dev.outrigger.chat.ModelName;
import java.util.Optional;

/**
 * The name of a model with that of an adapter behind it, {@code model:adapter}.
 *
 * @param base the model's, which may have a colon of its own
 * @param adapter as it stands there; whether one can be named so is not known here
 */
public record AdapterName(ModelName base, String adapter) {
    private static final char COLON = ':';

    /** Ollama's tag for the newest of a name. */
    private static final String LATEST = "latest";

    /** Read at the last colon; absent where there is none, or nothing on one side of it, or Ollama's tag behind it. */
    public static Optional<AdapterName> of(ModelName name) {
        String text = name.value();
        int colon = text.lastIndexOf(COLON);
        if (colon < 0) return Optional.empty();
        String base = text.substring(0, colon);
        String adapter = text.substring(colon + 1);
        if (base.isBlank() || adapter.isBlank() || adapter.equals(LATEST)) return Optional.empty();
        return Optional.of(new AdapterName(new ModelName(base), adapter));
    }

    /** A model's name with that of an adapter behind it. */
    public static ModelName over(ModelName base, Optional<String> adapter) {
        return adapter.map(name -> new ModelName(base.value() + COLON + name)).orElse(base);
    }
}
