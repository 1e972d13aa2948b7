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
    private final Directory directory;

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
        this.directory = new Directory(profiles);
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
        return directory.asked(model);
    }

    /** The adapter that the name has behind a model's, likewise. */
    public Optional<String> adapter(ModelName model) {
        return directory.adapter(model);
    }

    /** Whether two models have the same weights. */
    public boolean areReplicas(ModelProfile one, ModelProfile other) {
        return directory.replicas().are(one, other);
    }

    /** Whether a model has the same weights as any other. */
    public boolean isReplica(ModelProfile model) {
        return directory.replicas().isOne(model);
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

    /**
     * A snapshot of those that a request which names its model concerns: that one, its replicas and equivalents, and by whose
     * word these are replicas. It takes as long with a thousand models as with these; empty where nobody has the name.
     */
    public RegistryView view(ModelName named) {
        List<ModelState> states = new ArrayList<>();
        for (String name : directory.concerned(named))
            cell(name).map(Cell::state).ifPresent(states::add);
        return new RegistryView(states);
    }
}
