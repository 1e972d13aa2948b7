package dev.outrigger.proxy;

import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.ListedModel;
import dev.outrigger.dialect.ListedModel.Skill;
import dev.outrigger.registry.Capability;
import dev.outrigger.registry.Cell;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Routes;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;

/** What an app may ask for as a model. */
record Catalog(Live live) {
    private static final String OWNER = "outrigger";

    /** Each name once: free routing, policies, what a route has a policy for, the operator's models, their backends'. */
    List<ListedModel> all() {
        SequencedMap<String, ListedModel> named = new LinkedHashMap<>();
        // All free names are told the same, which takes a look at every model.
        ListedModel free = ofPolicy(Routes.AUTO);
        add(named, free);
        live.routes().policies().values().stream()
                .filter(policy -> !policy.isContract())
                .map(policy -> Routes.PREFIX + policy.name())
                .sorted()
                .forEach(name -> add(named, free.named(name)));
        live.routes().free().forEach(name -> add(named, free.named(name)));
        addModels(named, live.registry().cells());
        return List.copyOf(named.values());
    }

    /** Those of this process that are in memory. */
    List<ListedModel> loaded() {
        SequencedMap<String, ListedModel> named = new LinkedHashMap<>();
        addModels(
                named,
                live.registry().cells().stream()
                        .filter(cell -> live.dispatcher().remote(cell.profile()).isEmpty()
                                && !cell.profile().handoff())
                        .filter(cell -> cell.state().health() instanceof Health.Ready)
                        .toList());
        return List.copyOf(named.values());
    }

    /** Who answers to this name, listed or of a route's pattern; absent when nobody here does. */
    Optional<ListedModel> find(String name) {
        return all().stream()
                .filter(model -> model.id().equals(name))
                .findFirst()
                .or(() -> isRouted(name) ? Optional.of(ofPolicy(name)) : Optional.empty());
    }

    /** A model of this process under a name that puts an adapter over it; whether that is there, nobody has looked. */
    record Adapted(ListedModel model, ModelProfile profile, String adapter) {}

    /** Which one the name means; absent where it is no such name, or a route leaves it to a policy. */
    Optional<Adapted> adapted(String name) {
        if (name.isBlank() || live.routes().isFree(new ModelName(name))) return Optional.empty();
        Optional<String> adapter = live.registry().adapter(new ModelName(name));
        return live.registry()
                .asked(new ModelName(name))
                .flatMap(profile -> live.registry().cell(profile.name()))
                .flatMap(cell -> adapter.map(over -> new Adapted(ofModel(name, cell), cell.profile(), over)));
    }

    private boolean isRouted(String name) {
        return !name.isBlank()
                && adapted(name).isEmpty()
                && live.routes().match(new ModelName(name), live.registry()) instanceof Routes.Match.Ours;
    }

    private static void addModels(SequencedMap<String, ListedModel> named, List<Cell> cells) {
        cells.forEach(cell -> add(named, ofModel(cell.profile().name(), cell)));
        cells.forEach(cell -> add(named, ofModel(cell.profile().model().value(), cell)));
    }

    private static void add(SequencedMap<String, ListedModel> named, ListedModel model) {
        named.putIfAbsent(model.id(), model);
    }

    private static ListedModel ofModel(String name, Cell cell) {
        return new ListedModel(name, cell.profile().backend(), skills(cell.profile()), cell.window());
    }

    /** It can do what any model can that chats; embeddings are no policy's choice. */
    private ListedModel ofPolicy(String name) {
        Set<Skill> skills = EnumSet.of(Skill.CHAT);
        OptionalInt window = OptionalInt.empty();
        for (Cell cell : live.registry().cells()) {
            Set<Skill> one = skills(cell.profile());
            if (!one.contains(Skill.CHAT)) continue;
            skills.addAll(one);
            if (cell.window().orElse(0) > window.orElse(0)) window = cell.window();
        }
        skills.remove(Skill.EMBEDDINGS);
        return new ListedModel(name, OWNER, skills, window);
    }

    private static Set<Skill> skills(ModelProfile profile) {
        Set<Capability> capabilities = profile.capabilities();
        Set<Skill> skills = EnumSet.noneOf(Skill.class);
        if (!profile.embedsAlone()) skills.add(Skill.CHAT);
        if (capabilities.contains(Capability.TOOLS)) skills.add(Skill.TOOLS);
        if (capabilities.contains(Capability.IMAGES)) skills.add(Skill.IMAGES);
        if (capabilities.contains(Capability.EMBEDDINGS)) skills.add(Skill.EMBEDDINGS);
        return skills;
    }
}
