package dev.outrigger.registry;

import dev.outrigger.chat.ModelName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the models of a configuration by the names that apps ask for. Made once, so that what a request asks of it takes as
 * long with a thousand models as with one. Thread-safe.
 */
final class Directory {
    private final List<ModelProfile> profiles;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<ModelName, ModelProfile> byModel = new HashMap<>();
    private final Replicas replicas;

    /** By the name of the model that is asked for, as they are asked for: at most one for each. */
    private final Map<String, List<String>> concerned = new ConcurrentHashMap<>();

    /** @param profiles in the order of the configuration, with names that differ */
    Directory(List<ModelProfile> profiles) {
        this.profiles = List.copyOf(profiles);
        this.replicas = new Replicas(profiles);
        for (ModelProfile profile : profiles) {
            places.put(profile.name(), places.size());
            byModel.putIfAbsent(profile.model().untagged(), profile);
        }
    }

    /** As {@link RegistryView#asked}. */
    Optional<ModelProfile> asked(ModelName model) {
        return whole(model).or(() -> AdapterName.of(model).flatMap(this::base));
    }

    /** As {@link RegistryView#adapter}. */
    Optional<String> adapter(ModelName model) {
        return whole(model).isPresent()
                ? Optional.empty()
                : AdapterName.of(model).filter(name -> base(name).isPresent()).map(AdapterName::adapter);
    }

    /** Who has the same weights. */
    Replicas replicas() {
        return replicas;
    }

    /**
     * The names of those that a request which names its model concerns, in the configuration's order: that one, its replicas and
     * equivalents, and by whose word some of these are replicas. Nobody where none has the name.
     */
    List<String> concerned(ModelName named) {
        Optional<ModelProfile> model = asked(named);
        if (model.isEmpty()) return List.of();
        List<String> known = concerned.get(model.get().name());
        return known == null ? concerned.computeIfAbsent(model.get().name(), name -> concerned(model.get())) : known;
    }

    private List<String> concerned(ModelProfile model) {
        List<String> accepted = new ArrayList<>();
        accepted.add(model.name());
        accepted.addAll(model.replicas());
        accepted.addAll(model.equivalents());
        List<Integer> found = new ArrayList<>();
        for (String name : accepted) {
            place(name).ifPresent(found::add);
            for (String head : replicas.heads(name)) place(head).ifPresent(found::add);
        }
        return found.stream()
                .distinct()
                .sorted()
                .map(place -> profiles.get(place).name())
                .toList();
    }

    private Optional<Integer> place(String name) {
        return Optional.ofNullable(places.get(name));
    }

    private Optional<ModelProfile> whole(ModelName model) {
        return place(model.value()).map(profiles::get).or(() -> Optional.ofNullable(byModel.get(model.untagged())));
    }

    private Optional<ModelProfile> base(AdapterName name) {
        return whole(name.base()).filter(profile -> profile.isNamedHere(name.base()));
    }
}
