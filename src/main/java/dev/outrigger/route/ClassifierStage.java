package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the experts in what a request is about first.
 *
 * <p>Why: who is best at law or at code is known better than any score can tell. When: the dimension has a label, or
 * several, that the operator named experts for, and its confidence is enough; a model that an earlier stage placed keeps
 * its place. Scores: with the dimension missing, or its confidence too low, nobody is placed, and the decision says so.
 * Limits: a counted label (a language of code, a format) has no confidence and is taken as sure.
 */
public final class ClassifierStage implements Stage {
    private final ClassifierSettings settings;
    private final Dimension by;
    private final Formula confidence;

    public ClassifierStage(ClassifierSettings settings) {
        this.settings = settings;
        this.by = Dimension.named(settings.by()).orElseThrow();
        this.confidence = Formula.of("confidence", settings.confidence(), 0, 1, 1);
    }

    @Override
    public String name() {
        return "classifier";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Stream.concat(Stream.of(by), confidence.dimensions().stream()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        Formula.Worth least = confidence.at(query);
        Shortlist noted =
                least.remark().map(remark -> shortlist.noting(name(), remark)).orElse(shortlist);
        return switch (query.analysis().score(by)) {
            case Score.Missing missing -> noted.noting(name(), by + " is missing, " + Fact.why(missing));
            case Score.Measured measured
            when measured.confidence().orElse(1) < least.value() ->
                noted.noting(name(), unsure(measured.confidence(), least.value()));
            case Score.Measured measured -> place(labels(measured), noted);
        };
    }

    private String unsure(OptionalDouble confidence, double least) {
        return "%s is told with a confidence of %s, under %s"
                .formatted(by, Decimals.of(confidence.orElse(1), 2), Decimals.of(least, 2));
    }

    private static List<String> labels(Score.Measured measured) {
        return switch (measured.value()) {
            case Score.Value.Label(String label) -> List.of(label);
            case Score.Value.Labels(List<String> labels, var spans) -> labels;
            case Score.Value.Quantity quantity -> List.of();
            case Score.Value.Amounts amounts -> List.of();
        };
    }

    private Shortlist place(List<String> labels, Shortlist shortlist) {
        Set<String> experts = new LinkedHashSet<>();
        settings.experts().forEach((label, models) -> {
            if (labels.contains(label)) experts.addAll(models);
        });
        String about = String.join(", ", labels);
        return experts.isEmpty()
                ? new Listing(settings.otherwise())
                        .first(shortlist, Decision.Reason.SKILL, "for " + by + " of no expert, " + about)
                : new Listing(List.copyOf(experts))
                        .first(shortlist, Decision.Reason.SKILL, "an expert for " + by + " " + about);
    }
}
