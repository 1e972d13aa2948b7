package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Placement;
import dev.outrigger.registry.Terms;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves out models that answer elsewhere than allowed, or are not known to keep a rule that is demanded.
 *
 * <p>Why: where data may go is law, not taste. When: always, in a policy that has the stage. A model whose terms do not say
 * is left out: closed on policy. A model in this pod that does not say its jurisdiction passes, for nothing leaves the pod;
 * rules it keeps have to be said of it as of any other. Scores: reads none, so it holds with all of them missing. Limits: the
 * terms are the operator's word, which nobody checks; a model that the app names is of the policy {@code contract}, which has
 * no such stage unless a route sends the name to one that has.
 */
final class RegionFilter implements Stage {
    private final RegionSettings settings;

    RegionFilter(RegionSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "region";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of();
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        return shortlist.without(name(), candidate -> objection(candidate.profile()));
    }

    private Optional<String> objection(ModelProfile profile) {
        Terms terms = profile.facts().terms();
        return jurisdiction(profile, terms).or(() -> compliance(terms));
    }

    private Optional<String> jurisdiction(ModelProfile profile, Terms terms) {
        if (settings.allow().isEmpty()) return Optional.empty();
        if (terms.jurisdiction().isEmpty())
            return profile.placement() == Placement.LOCAL
                    ? Optional.empty()
                    : Optional.of("its jurisdiction is not known");
        return terms.jurisdiction()
                .filter(where -> !settings.allow().contains(where))
                .map(where -> "its jurisdiction is " + where);
    }

    private Optional<String> compliance(Terms terms) {
        List<String> unkept = settings.compliance().stream()
                .filter(rule -> !terms.compliance().contains(rule))
                .toList();
        return unkept.isEmpty() ? Optional.empty() : Optional.of("not known to keep " + String.join(", ", unkept));
    }
}
