package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves out models that do not speak the request's language.
 *
 * <p>Why: a model that does not know a language answers in another one, or nonsense. When: the language is known, and the
 * profile lists languages without it. Scores: with the language missing nobody is left out, for a text too short to tell is
 * one that every model reads. Limits: a model that lists none passes, as nothing is known of it; the language is that of the
 * last turn, the answer may be wanted in another one.
 */
final class LanguageFilter implements Stage {
    @Override
    public String name() {
        return "language";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of(Dimension.LANGUAGE);
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        return query.analysis()
                .label(Dimension.LANGUAGE)
                .map(language -> shortlist.without(
                        name(),
                        candidate -> objection(
                                candidate.profile().facts().strengths().languages(), language)))
                .orElse(shortlist);
    }

    private static Optional<String> objection(List<String> spoken, String language) {
        return spoken.isEmpty() || spoken.contains(language)
                ? Optional.empty()
                : Optional.of("speaks " + String.join(", ", spoken) + ", not " + language);
    }
}
