package dev.outrigger.route;

import dev.outrigger.analyze.Abilities;
import dev.outrigger.analyze.RouterModel;
import dev.outrigger.config.Hash;
import dev.outrigger.registry.ModelProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a policy is compiled from, so that it can be compiled again elsewhere, and later.
 *
 * @param settings absent for the contract, which has none
 * @param models in the order of the configuration
 * @param readers that requests are read with
 * @param abilities what an operator's own router learned of models; absent where the product's counts
 */
public record Recipe(
        String name,
        Optional<PolicySettings> settings,
        List<ModelProfile> models,
        Readers readers,
        Optional<Abilities> abilities) {
    /** One that rests on what the product learned of models. */
    public Recipe(String name, Optional<PolicySettings> settings, List<ModelProfile> models, Readers readers) {
        this(name, settings, models, readers, Optional.empty());
    }

    public Recipe {
        models = List.copyOf(models);
    }

    /** The policy. */
    public Policy policy() {
        return settings.map(said -> Policies.compile(said, this)).orElseGet(() -> Policies.contract(models));
    }

    /** The same stages over other models, read by the same. */
    public Recipe over(List<ModelProfile> others) {
        return new Recipe(name, settings, others, readers, abilities);
    }

    /** The same stages over what another rests on. */
    public Recipe over(Recipe other) {
        return new Recipe(name, settings, other.models, other.readers, other.abilities);
    }

    /** The same with no more of what was learned than its stages look at: it has the same hash. */
    public Recipe alone() {
        List<String> looked = settings.stream()
                .flatMap(said -> said.stages().stream())
                .filter(LearnedSettings.class::isInstance)
                .flatMap(stage -> ((LearnedSettings) stage).as().values().stream())
                .toList();
        return new Recipe(
                name,
                settings,
                models,
                readers,
                abilities.filter(all -> isLearned()).map(all -> all.only(looked)));
    }

    private boolean isLearned() {
        return settings.stream().flatMap(said -> said.stages().stream()).anyMatch(LearnedSettings.class::isInstance);
    }

    /** Names all that it is made of, what it was learned from included. */
    Hash hash() {
        List<Object> parts = new ArrayList<>(List.of(name));
        settings.ifPresent(parts::add);
        parts.add(models);
        readers.hash().ifPresent(parts::add);
        if (isLearned())
            parts.add(
                    abilities.isPresent()
                            ? alone().abilities().get()
                            : RouterModel.ofProduct().hash());
        return Hash.of(parts.toArray());
    }
}
