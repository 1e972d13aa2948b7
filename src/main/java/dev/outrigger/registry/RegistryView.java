package dev.outrigger.registry;

import dev.outrigger.chat.ModelName;
import java.util.List;
import java.util.Optional;

/** An immutable snapshot of every model, in the order of the configuration. All a decision may know of the world. */
public record RegistryView(List<ModelState> models) {
    public RegistryView {
        models = List.copyOf(models);
    }

    /** The model of this profile name. */
    public Optional<ModelState> named(String name) {
        return models.stream()
                .filter(state -> state.profile().name().equals(name))
                .findFirst();
    }

    /** Whether two models have the same weights. */
    public boolean areReplicas(ModelProfile one, ModelProfile other) {
        return one.isReplicaOf(other, models.stream().map(ModelState::profile));
    }

    /** The model an app means by this name: the operator's name of it, else the name its backend knows. */
    public Optional<ModelState> asked(ModelName model) {
        return named(model.value())
                .or(() -> models.stream()
                        .filter(state -> state.profile().isOf(model))
                        .findFirst());
    }
}
