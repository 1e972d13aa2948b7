package dev.outrigger.engine.grammar;

import dev.outrigger.chat.OutputFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Grammars of the forms that answers are asked for in. What became of the last {@link Bounds#GRAMMARS} schemas is kept,
 * refusals too, for finding one may take as long as compiling.
 */
public final class Grammars {
    private final Map<String, Compiled> kept = new LinkedHashMap<>(Bounds.GRAMMARS, 0.75f, true);

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

    private sealed interface Compiled {
        record Kept(Grammar grammar) implements Compiled {}

        record Refused(SchemaRefused refusal) implements Compiled {}
    }

    private Grammar schema(String json) {
        return switch (compiled(json)) {
            case Compiled.Kept(Grammar grammar) -> grammar;
            case Compiled.Refused(SchemaRefused refusal) -> throw refusal;
        };
    }

    /** Compiles outside of the lock: two who ask for the same at once may both do. */
    private Compiled compiled(String json) {
        synchronized (kept) {
            Compiled known = kept.get(json);
            if (known != null) return known;
        }
        Compiled compiled = compile(json);
        synchronized (kept) {
            kept.put(json, compiled);
            if (kept.size() > Bounds.GRAMMARS)
                kept.remove(kept.keySet().iterator().next());
        }
        return compiled;
    }

    private static Compiled compile(String json) {
        try {
            return new Compiled.Kept(Grammar.schema(json));
        } catch (SchemaRefused refusal) {
            return new Compiled.Refused(refusal);
        }
    }

    int size() {
        synchronized (kept) {
            return kept.size();
        }
    }
}
