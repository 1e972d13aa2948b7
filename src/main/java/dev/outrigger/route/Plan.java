package dev.outrigger.route;

import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.RegistryView;
import java.util.ArrayList;
import java.util.List;

/** The candidates as steps, each with what it is to the one before it. */
final class Plan {
    private Plan() {}

    static List<Step> of(List<Candidate> candidates, RegistryView view) {
        List<Step> steps = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            Step.Relation relation = steps.isEmpty()
                    ? Step.Relation.FIRST
                    : relation(steps.getLast().candidate(), candidate.profile(), view);
            steps.add(new Step.Try(candidate.profile(), relation));
        }
        return steps;
    }

    private static Step.Relation relation(ModelProfile before, ModelProfile next, RegistryView view) {
        boolean isReplica = before.replicas().contains(next.name())
                || next.replicas().contains(before.name())
                || view.models().stream()
                        .map(state -> state.profile().replicas())
                        .anyMatch(replicas -> replicas.contains(before.name()) && replicas.contains(next.name()));
        return isReplica ? Step.Relation.REPLICA : Step.Relation.OTHER;
    }
}
