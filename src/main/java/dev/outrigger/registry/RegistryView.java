package dev.outrigger.registry;

import dev.outrigger.chat.ModelName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An immutable snapshot of models, in the order of the configuration: of every one, or of those that a request which names
 * its model concerns. All a decision may know of the world.
 */
public record RegistryView(List<ModelState> models) {
    public RegistryView {
        models = List.copyOf(models);
    }

    /** The model of this profile name. */
    public Optional<ModelState> named(String name) {
        for (ModelState state : models) if (state.profile().name().equals(name)) return Optional.of(state);
        return Optional.empty();
    }

    /** Who of them has the same weights. */
    public Replicas replicas() {
        List<ModelProfile> heads = new ArrayList<>(0);
        for (ModelState state : models) if (!state.profile().replicas().isEmpty()) heads.add(state.profile());
        return heads.isEmpty() ? Replicas.NONE : new Replicas(heads);
    }

    /**
     * The model an app means by this name: the operator's name of it, else the name its backend knows, else that of a model
     * with an adapter's behind it.
     */
    public Optional<ModelState> asked(ModelName model) {
        Optional<ModelState> whole = whole(model);
        return whole.isPresent() ? whole : AdapterName.of(model).flatMap(this::base);
    }

    /** The adapter that the name has behind a model's; absent where all of it is a model's name. */
    public Optional<String> adapter(ModelName model) {
        return whole(model).isPresent()
                ? Optional.empty()
                : AdapterName.of(model).filter(name -> base(name).isPresent()).map(AdapterName::adapter);
    }

    private Optional<ModelState> whole(ModelName model) {
        Optional<ModelState> named = named(model.value());
        if (named.isPresent()) return named;
        for (ModelState state : models) if (state.profile().isOf(model)) return Optional.of(state);
        return Optional.empty();
    }

    /** Whose adapter it may be. Behind a remote backend's own names a colon means what its server says. */
    private Optional<ModelState> base(AdapterName name) {
        return whole(name.base()).filter(state -> state.profile().isNamedHere(name.base()));
    }
}
