package dev.outrigger.route;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Figure;
import dev.outrigger.config.Key;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** See {@link SemanticStage}. */
@Key("semantic")
@Doc("Puts first the models for whatever named examples (section examples) the request is most like.")
public record SemanticSettings(
        @Doc("By name of the section examples, the models to try first, in this order.")
        SequencedMap<String, List<String>> prefer,

        @Doc(
                "The least likeness that is acted on, 0 to 1; 0.5 is where a name's own examples part from all others. A number or an expression.")
        @Default("0.5")
        Figure likeness)
        implements StageSettings {
    public SemanticSettings {
        SequencedMap<String, List<String>> copy = new LinkedHashMap<>();
        prefer.forEach((name, models) -> copy.put(name, List.copyOf(models)));
        prefer = Collections.unmodifiableSequencedMap(copy);
        if (prefer.isEmpty()) throw new IllegalArgumentException("prefer must name examples");
        Formula.of("likeness", likeness, 0, 1, 1);
    }
}
