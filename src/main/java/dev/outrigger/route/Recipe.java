package dev.outrigger.route;

import dev.outrigger.config.Hash;
import dev.outrigger.registry.ModelProfile;
import java.util.List;
import java.util.Optional;

/**
 * All that a policy is compiled from, so that it can be compiled again elsewhere, and later.
 *
 * @param settings absent for the contract, which has none
 * @param models in the order of the configuration
 * @param heads of the trained artefact that requests were read with
 */
public record Recipe(String name, Optional<PolicySettings> settings, List<ModelProfile> models, Optional<Hash> heads) {
    public Recipe {
        models = List.copyOf(models);
    }

    /** The policy. */
    public Policy policy() {
        return settings.map(said -> Policies.compile(name, said, models, heads))
                .orElseGet(() -> Policies.contract(models));
    }

    /** The same stages over other models, read by other heads. */
    public Recipe over(List<ModelProfile> others, Optional<Hash> otherHeads) {
        return new Recipe(name, settings, others, otherHeads);
    }
}
