package dev.outrigger.registry;

import dev.outrigger.chat.ModelName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/** Every model of the configuration with its live state, in the configuration's order. Thread-safe. */
public final class Registry {
    private final SequencedMap<String, Cell> cells = new LinkedHashMap<>();
    private final Offers offers;

    /** A registry of these profiles; names must differ. */
    public Registry(List<ModelProfile> profiles) {
        this(profiles, new Offers(), System::nanoTime);
    }

    /** The same on another clock. */
    public Registry(List<ModelProfile> profiles, LongSupplier nanos) {
        this(profiles, new Offers(), nanos);
    }

    /** The same, of models that servers may list. */
    Registry(List<ModelProfile> profiles, Offers offers, LongSupplier nanos) {
        this.offers = offers;
        for (ModelProfile profile : profiles)
            if (cells.put(profile.name(), new Cell(profile, nanos, offers)) != null)
                throw new IllegalArgumentException("two models are named " + profile.name());
    }

    /** The same, but models whose profile has not changed keep the state they had, and what servers told stays known. */
    public Registry(List<ModelProfile> profiles, Registry previous) {
        this(profiles, previous.offers, System::nanoTime);
        cells.replaceAll((name, cell) -> previous.cell(name)
                .filter(before -> before.profile().equals(cell.profile()))
                .orElse(cell));
    }

    /** The live state of the model of this name. */
    public Optional<Cell> cell(String name) {
        return Optional.ofNullable(cells.get(name));
    }

    /** The model an app means by this name, found as {@link RegistryView#asked} finds it, without a snapshot. */
    public Optional<ModelProfile> asked(ModelName model) {
        return whole(model).or(() -> AdapterName.of(model).flatMap(this::base));
    }

    /** The adapter that the name has behind a model's, likewise. */
    public Optional<String> adapter(ModelName model) {
        return whole(model).isPresent()
                ? Optional.empty()
                : AdapterName.of(model).filter(name -> base(name).isPresent()).map(AdapterName::adapter);
    }

    private Optional<ModelProfile> whole(ModelName model) {
        return cell(model.value())
                .or(() -> cells.values().stream()
                        .filter(cell -> cell.profile().isOf(model))
                        .findFirst())
                .map(Cell::profile);
    }

    private Optional<ModelProfile> base(AdapterName name) {
        return whole(name.base()).filter(profile -> profile.isNamedHere(name.base()));
    }

    /** Whether two models have the same weights. */
    public boolean areReplicas(ModelProfile one, ModelProfile other) {
        return one.isReplicaOf(other, cells.values().stream().map(Cell::profile));
    }

    /** Whether all models of a backend are trusted, and there is one: so what is passed through to it is theirs. */
    public boolean isTrusted(String backend) {
        List<ModelProfile> there = cells.values().stream()
                .map(Cell::profile)
                .filter(profile -> profile.backend().equals(backend))
                .toList();
        return !there.isEmpty() && there.stream().allMatch(ModelProfile::trusted);
    }

    /** What servers say they have. */
    public Offers offers() {
        return offers;
    }

    public List<Cell> cells() {
        return List.copyOf(cells.values());
    }

    /** A snapshot of all models. */
    public RegistryView view() {
        List<ModelState> states = new ArrayList<>(cells.size());
        for (Cell cell : cells.values()) states.add(cell.state());
        return new RegistryView(states);
    }
}
