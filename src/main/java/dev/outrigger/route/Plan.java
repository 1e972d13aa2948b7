package dev.outrigger.route;

import dev.outrigger.registry.RegistryView;
import dev.outrigger.registry.Replicas;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The candidates as steps, each with what it is to the one before it. */
final class Plan {
    private Plan() {}

    static List<Step.Ask> of(List<Candidate> candidates, RegistryView view) {
        if (candidates.isEmpty()) return List.of();
        if (candidates.size() == 1) return List.of(ask(candidates.getFirst(), Step.Relation.FIRST));
        Replicas replicas = view.replicas();
        List<Step.Ask> steps = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            Step.Relation relation = steps.isEmpty()
                    ? Step.Relation.FIRST
                    : relation(candidates.get(steps.size() - 1), candidate, replicas);
            steps.add(ask(candidate, relation));
        }
        return List.copyOf(steps);
    }

    private static Step.Ask ask(Candidate candidate, Step.Relation relation) {
        Optional<Candidate.Proviso> proviso = candidate.proviso();
        return proviso.isPresent()
                ? new Step.TryIf(
                        candidate.profile(),
                        relation,
                        proviso.get().hold(),
                        proviso.get().acceptance(),
                        candidate.instructions())
                : new Step.Try(candidate.profile(), relation, candidate.instructions());
    }

    private static Step.Relation relation(Candidate before, Candidate next, Replicas replicas) {
        if (replicas.are(before.profile(), next.profile())) return Step.Relation.REPLICA;
        return isPeer(before, next) ? Step.Relation.PEER : Step.Relation.OTHER;
    }

    /** Only a score tells, and only of those whose quality is known rather than presumed. */
    private static boolean isPeer(Candidate before, Candidate next) {
        OptionalDouble had = before.estimate().quality();
        OptionalDouble offered = next.estimate().quality();
        return had.isPresent() && offered.isPresent() && offered.getAsDouble() >= had.getAsDouble();
    }
}
