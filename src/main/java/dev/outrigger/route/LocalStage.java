package dev.outrigger.route;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Placement;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the models of this pod first for simple requests, and last for all others.
 *
 * <p>Why: what a small model answers well costs nothing, waits for nobody and leaves nothing outside the pod; what it
 * answers badly is worth a remote call. When: a request is simple if its answer may have any form (a small
 * model fills a schema, with what is another question), its complexity is at most the bound, its domain is not among those a small model fails at, the candidate was not measured to fail at it, and its language is one of the
 * local models'. Scores: with the complexity or
 * the domain missing a request is not simple; a language that is missing is no objection, because texts too short to
 * tell are the simplest of all. Limits: what was measured is a share of a whole
 * domain's prompts, easy and hard ones; in a domain in which nothing was, a local model counts as good enough.
 */
public final class LocalStage implements Stage {
    private final StageSettings.Local settings;

    public LocalStage(StageSettings.Local settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of(Dimension.COMPLEXITY, Dimension.DOMAIN, Dimension.LANGUAGE);
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        Optional<String> objection = formObjection(query.outline()).or(() -> objection(query.analysis()));
        Shortlist placed = shortlist.map(candidate -> {
            boolean isOpen = candidate.place() == Candidate.Place.FREE
                    && !candidate.profile().handoff()
                    && candidate.profile().placement() == Placement.LOCAL;
            return isOpen
                    ? place(candidate, objection.or(() -> skillObjection(query.analysis(), candidate.profile())))
                    : candidate;
        });
        return placed.byPlace();
    }

    private static Candidate place(Candidate candidate, Optional<String> objection) {
        return objection
                .map(because -> candidate.placed(
                        Candidate.Place.AVOIDED,
                        Decision.Reason.ORDER,
                        "local, and the request is not simple: " + because))
                .orElseGet(() -> candidate.placed(
                        Candidate.Place.PREFERRED, Decision.Reason.SIMPLE, "local, and the request is simple"));
    }

    private static Optional<String> formObjection(Outline outline) {
        return outline.form() ? Optional.of("its answer must have a form") : Optional.empty();
    }

    /** Why the request is not simple; empty when it is. */
    private Optional<String> objection(Analysis analysis) {
        return complexityObjection(analysis)
                .or(() -> domainObjection(analysis))
                .or(() -> analysis.label(Dimension.LANGUAGE)
                        .filter(language -> !settings.languages().contains(language))
                        .map(language -> "its language is " + language));
    }

    private Optional<String> complexityObjection(Analysis analysis) {
        Score score = analysis.score(Dimension.COMPLEXITY);
        if (analysis.number(Dimension.COMPLEXITY).isEmpty()) {
            return Optional.of("complexity is missing, " + Fact.why(score));
        }
        double complexity = analysis.number(Dimension.COMPLEXITY).getAsDouble();
        return complexity <= settings.complexity()
                ? Optional.empty()
                : Optional.of("its complexity is over " + settings.complexity());
    }

    private Optional<String> domainObjection(Analysis analysis) {
        Optional<String> domain = analysis.label(Dimension.DOMAIN);
        if (domain.isEmpty()) {
            return Optional.of("domain is missing, " + Fact.why(analysis.score(Dimension.DOMAIN)));
        }
        return domain.filter(settings.except()::contains).map(name -> "its domain is " + name);
    }

    private Optional<String> skillObjection(Analysis analysis, ModelProfile profile) {
        return analysis.label(Dimension.DOMAIN)
                .flatMap(domain -> profile.skills()
                        .in(domain)
                        .filter(skill -> skill.share() < settings.quality())
                        .map(skill -> "of " + skill.prompts() + " " + domain + " prompts it answered " + skill.right()
                                + " right, under " + settings.quality()));
    }
}
