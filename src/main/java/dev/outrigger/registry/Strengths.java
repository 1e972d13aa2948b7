package dev.outrigger.registry;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;
import java.util.List;
import java.util.Map;

/**
 * What the operator says a model is good at; beside what was measured, see {@link Skills}.
 *
 * @param domains chance of a good answer by the request's domain
 * @param fields the same by its field, such as {@code law} or {@code medicine}
 * @param languages it speaks, by ISO 639; nothing is known where there is none
 */
@Doc("What it is good at. What is not said is unknown.")
public record Strengths(
        @Doc("Chance of a good answer to an average request, by domain (analysis.domain), instead of quality.")
        @Default("{}")
        @Range(min = "0", max = "1")
        Map<String, Double> domains,

        @Doc("The same by field (analysis.field), such as law or medicine; it holds before the domain's.")
        @Default("{}")
        @Range(min = "0", max = "1")
        Map<String, Double> fields,

        @Doc("Languages it speaks, as analysis.language names them, for the stage language; unless said, any.")
        @Default("[]")
        List<String> languages) {
    /** Nothing is said. */
    public static final Strengths UNSAID = new Strengths(Map.of(), Map.of(), List.of());

    public Strengths {
        domains = Map.copyOf(domains);
        fields = Map.copyOf(fields);
        languages = List.copyOf(languages);
    }
}
