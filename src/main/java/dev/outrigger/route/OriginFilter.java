package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.registry.Facts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves out models of other providers or families than those listed.
 *
 * <p>Why: with whom there is a contract, or which kin of models an evaluation covered, no score says. When: always, in a
 * policy that has the stage. A model whose provider or family is not known is left out: closed on policy. Scores: reads none,
 * so it holds with all of them missing. Limits: unless said, the provider is told by the backend's kind and host, the family
 * by the model's name, which may lie; as the stage {@code region} it does not hold for a model that the app names.
 */
final class OriginFilter implements Stage {
    private final OriginSettings settings;

    OriginFilter(OriginSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "origin";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of();
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        return shortlist.without(
                name(), candidate -> objection(candidate.profile().facts()));
    }

    private Optional<String> objection(Facts facts) {
        return objection("provider", facts.provider(), settings.providers())
                .or(() -> objection("family", facts.family(), settings.families()));
    }

    private static Optional<String> objection(String what, Optional<String> is, List<String> allowed) {
        if (allowed.isEmpty() || is.filter(allowed::contains).isPresent()) return Optional.empty();
        return Optional.of("its " + what + is.map(known -> " is " + known).orElse(" is not known"));
    }
}
