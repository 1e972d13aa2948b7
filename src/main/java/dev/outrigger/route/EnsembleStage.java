package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.registry.ModelProfile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks several models at once, and makes one answer of theirs.
 *
 * <p>Why: models err differently, so what several say is likelier to be right; it costs as many calls. When: one answer
 * of text is wanted and no tools are offered, at least two of those named are left by every filter and not put last by a
 * stage, and who is first is neither a person nor listed by an earlier stage and not among those named. Each is asked
 * whole; who fails or is late is left out, and where all do, the plan goes on with the others. Scores: reads none. Limits:
 * the app waits for the slowest, and a stream comes all at once; a vote compares words, not meanings. Where the model that
 * is to choose or to write was left out, the vote decides.
 */
public final class EnsembleStage implements Stage {
    private final EnsembleSettings settings;

    public EnsembleStage(EnsembleSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "ensemble";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of();
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        Optional<String> objection = objection(query.outline());
        return objection.isPresent()
                ? shortlist.noting(name(), "does not apply: " + objection.get())
                : after(shortlist);
    }

    private static Optional<String> objection(Outline outline) {
        if (outline.choices() > 1) return Optional.of("several answers are asked for");
        return outline.tools() > 0 ? Optional.of("tools are offered") : Optional.empty();
    }

    private Shortlist after(Shortlist shortlist) {
        Set<String> listed = Lead.listed(shortlist);
        return shortlist.after(left -> over(left, listed));
    }

    private Optional<Step> over(Shortlist left, Set<String> listed) {
        if (Lead.isTaken(left, listed, settings.of()::contains)) return Optional.empty();
        List<Candidate> open = Lead.open(left);
        List<ModelProfile> members = settings.of().stream()
                .flatMap(name -> named(open, name).stream())
                .toList();
        return members.size() < 2
                ? Optional.empty()
                : Optional.of(new Step.FanOut(members, merge(left), settings.within()));
    }

    private Merge merge(Shortlist left) {
        Optional<ModelProfile> by = settings.merge().by().flatMap(name -> named(left.candidates(), name));
        if (by.isEmpty()) return new Merge.Vote();
        return switch (settings.merge()) {
            case EnsembleSettings.Merging.Vote vote -> new Merge.Vote();
            case EnsembleSettings.Merging.Judge judge -> new Merge.Judge(by.get());
            case EnsembleSettings.Merging.Compose compose -> new Merge.Compose(by.get());
        };
    }

    private static Optional<ModelProfile> named(List<Candidate> candidates, String name) {
        return candidates.stream()
                .map(Candidate::profile)
                .filter(model -> model.name().equals(name))
                .findFirst();
    }
}
