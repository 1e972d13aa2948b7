package dev.outrigger.proxy;

import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.ListedModel;
import dev.outrigger.registry.Cell;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Policy;
import dev.outrigger.route.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** What an app may ask for as a model. */
record Catalog(Live live) {
    private static final String OWNER = "outrigger";

    /** Each name once: free routing, policies, what a route has a policy for, the operator's models, their backends'. */
    List<ListedModel> all() {
        SequencedMap<String, ListedModel> named = new LinkedHashMap<>();
        add(named, Routes.AUTO, OWNER);
        live.routes().policies().values().stream()
                .filter(policy -> !policy.isContract())
                .map(Policy::name)
                .sorted()
                .forEach(policy -> add(named, Routes.PREFIX + policy, OWNER));
        live.routes().free().forEach(name -> add(named, name, OWNER));
        List<ModelProfile> profiles =
                live.registry().cells().stream().map(Cell::profile).toList();
        profiles.forEach(profile -> add(named, profile.name(), profile.backend()));
        profiles.forEach(profile -> add(named, profile.model().value(), profile.backend()));
        return List.copyOf(named.values());
    }

    private static void add(SequencedMap<String, ListedModel> named, String name, String owner) {
        named.putIfAbsent(name, new ListedModel(name, owner));
    }

    /** Who answers to this name, listed or of a route's pattern; absent when nobody here does. */
    Optional<ListedModel> find(String name) {
        return all().stream()
                .filter(model -> model.id().equals(name))
                .findFirst()
                .or(() -> isRouted(name) ? Optional.of(new ListedModel(name, OWNER)) : Optional.empty());
    }

    private boolean isRouted(String name) {
        return !name.isBlank()
                && live.routes().match(new ModelName(name), live.registry().view()) instanceof Routes.Match.Ours;
    }
}
