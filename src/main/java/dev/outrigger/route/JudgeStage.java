package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.registry.ModelProfile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a model choose who is asked first, by what the operator says of each.
 *
 * <p>Why: some differences between models are easier to say than to measure. When: always, where the judge and at least
 * two of those described are left by every filter: it reads the request, so it must be one that may. Whom a stage put last
 * is not among them, and where the first is a person, or listed by an earlier stage and not described, nothing is left to
 * choose. It is asked before
 * anybody else, once, for a number; the choice is remembered. Where it fails, is late, or says anything else, the order
 * stays. While a loop of tool calls is open it is not asked. Scores: reads none. Limits: it takes its time, and one of the
 * exchange's attempts, before the answer begins; a request may talk it into another choice of those described, and into
 * nothing else.
 */
public final class JudgeStage implements Stage {
    private final JudgeSettings settings;

    public JudgeStage(JudgeSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "judge";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of();
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        Set<String> listed = Lead.listed(shortlist);
        return shortlist.after(left -> over(left, listed));
    }

    private Optional<Step> over(Shortlist left, Set<String> listed) {
        if (Lead.isTaken(left, listed, settings.describe()::containsKey)) return Optional.empty();
        Optional<ModelProfile> judge = left.candidates().stream()
                .map(Candidate::profile)
                .filter(model -> model.name().equals(settings.model()))
                .findFirst();
        List<Brief.Choice> choices = Lead.open(left).stream()
                .flatMap(candidate -> described(candidate.model()).stream())
                .toList();
        if (judge.isEmpty() || choices.size() < 2) return Optional.empty();
        return Optional.of(new Step.AskJudge(
                judge.get(), new Brief(choices, settings.within(), settings.chars(), settings.cache())));
    }

    private Optional<Brief.Choice> described(String model) {
        return Optional.ofNullable(settings.describe().get(model))
                .map(description -> new Brief.Choice(model, description));
    }
}
