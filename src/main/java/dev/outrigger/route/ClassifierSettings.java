package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Figure;
import dev.outrigger.config.Key;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** See {@link ClassifierStage}. */
@Key("classifier")
@Doc("Puts first the models that are experts in what the request is about.")
public record ClassifierSettings(
        @Doc("The dimension whose label chooses: task, domain, field, fields, language or another one of labels.")
        @Default("domain")
        String by,

        @Doc("By label, the models to try first, in this order.")
        SequencedMap<String, List<String>> experts,

        @Doc("The models to try first where no label of experts holds.") @Default("[]")
        List<String> otherwise,

        @Doc("The least confidence of a label that is acted on, 0 to 1; a number or an expression.") @Default("0")
        Figure confidence)
        implements StageSettings {
    public ClassifierSettings {
        SequencedMap<String, List<String>> copy = new LinkedHashMap<>();
        experts.forEach((label, models) -> copy.put(label, List.copyOf(models)));
        experts = Collections.unmodifiableSequencedMap(copy);
        otherwise = List.copyOf(otherwise);
        if (experts.isEmpty()) throw new IllegalArgumentException("experts must name a label");
        List<String> known = dimensions();
        if (!known.contains(by))
            throw new IllegalArgumentException("by must be one of " + String.join(", ", known) + ", was " + by);
        Formula.of("confidence", confidence, 0, 1, 1);
    }

    /** Names of the dimensions that labels are of. */
    private static List<String> dimensions() {
        List<String> names = new ArrayList<>();
        for (Dimension dimension : Dimension.ALL)
            if (dimension.kind() == Dimension.Kind.LABEL || dimension.kind() == Dimension.Kind.LABELS)
                names.add(dimension.name());
        return names;
    }
}
