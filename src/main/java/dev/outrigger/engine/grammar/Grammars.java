package dev.outrigger.engine.grammar;

import dev.outrigger.chat.OutputFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Grammars of the forms that answers are asked for in; the last {@link Bounds#GRAMMARS} schemas are kept compiled. */
public final class Grammars {
    private final Map<String, Grammar> kept = new LinkedHashMap<>(Bounds.GRAMMARS, 0.75f, true);

    /**
     * The grammar of a form; empty when it is free.
     *
     * @throws SchemaRefused when the form is not promised
     */
    public Optional<Grammar> of(OutputFormat format) {
        return switch (format) {
            case OutputFormat.Free free -> Optional.empty();
            case OutputFormat.Json json -> Optional.of(Grammar.json(json.root()));
            case OutputFormat.Schema schema ->
                Optional.of(schema(schema.schema().text()));
        };
    }

    /** Compiles outside of the lock: two who ask for the same at once may both do. */
    private Grammar schema(String json) {
        synchronized (kept) {
            Grammar known = kept.get(json);
            if (known != null) return known;
        }
        Grammar compiled = Grammar.schema(json);
        synchronized (kept) {
            kept.put(json, compiled);
            if (kept.size() > Bounds.GRAMMARS)
                kept.remove(kept.keySet().iterator().next());
        }
        return compiled;
    }

    int size() {
        synchronized (kept) {
            return kept.size();
        }
    }
}
