package dev.outrigger.route;

import dev.outrigger.analyze.Abilities;
import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Key;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** See {@link LearnedStage}. */
@Key("learned")
@Doc(
        "Expects of each model what was learned of it, or of its like, at prompts like the request; the stage score behind it weighs that.")
public record LearnedSettings(
        @Doc(
                "By model, the name under which it was learned (gpu-models/outrigger-router/README.md); of another, what is presumed of one of its quality.")
        @Default("{}")
        Map<String, String> as)
        implements StageSettings {
    public LearnedSettings {
        SequencedMap<String, String> copy = new LinkedHashMap<>(as);
        as = Collections.unmodifiableSequencedMap(copy);
    }

    /** What is wrong with the names, where these are learned: begins with the key. */
    void check(Abilities abilities) {
        as.forEach((model, name) -> {
            if (abilities.of(name).isEmpty())
                throw new IllegalArgumentException("as." + model + " must name a model that was learned, was " + name);
        });
    }
}
