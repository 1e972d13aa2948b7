package dev.outrigger.support;

import dev.outrigger.chat.ModelName;
import dev.outrigger.registry.Adapters;
import dev.outrigger.registry.Capability;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Placement;
import dev.outrigger.registry.Price;
import dev.outrigger.registry.Skills;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** What is known of a model in a test: what is not said here is not known. */
public final class Known {
    private final String name;
    private final String backend;
    private final ModelName model;
    private Placement placement = Placement.REMOTE;
    private OptionalInt window = OptionalInt.empty();
    private Set<Capability> capabilities = Set.of();
    private Set<String> rejects = Set.of();
    private Optional<Price> price = Optional.empty();
    private OptionalDouble quality = OptionalDouble.empty();
    private OptionalDouble latency = OptionalDouble.empty();
    private boolean thinks;
    private Adapters adapters = Adapters.THEIRS;
    private Optional<Boolean> trusted = Optional.empty();
    private List<String> replicas = List.of();
    private List<String> equivalents = List.of();

    /** A remote model. */
    public Known(String name, String backend, String model) {
        this.name = name;
        this.backend = backend;
        this.model = new ModelName(model);
    }

    public Known placed(Placement value) {
        placement = value;
        return this;
    }

    public Known window(int tokens) {
        return window(OptionalInt.of(tokens));
    }

    public Known window(OptionalInt tokens) {
        window = tokens;
        return this;
    }

    public Known can(Set<Capability> values) {
        capabilities = values;
        return this;
    }

    /** Fields that it refuses. */
    public Known rejects(Set<String> fields) {
        rejects = fields;
        return this;
    }

    public Known price(double input, double output) {
        return price(Optional.of(new Price(input, output)));
    }

    public Known price(Optional<Price> value) {
        price = value;
        return this;
    }

    public Known quality(double value) {
        return quality(OptionalDouble.of(value));
    }

    public Known quality(OptionalDouble value) {
        quality = value;
        return this;
    }

    public Known latency(double seconds) {
        return latency(OptionalDouble.of(seconds));
    }

    public Known latency(OptionalDouble seconds) {
        latency = seconds;
        return this;
    }

    public Known trusted(boolean is) {
        trusted = Optional.of(is);
        return this;
    }

    public Known adapters(Adapters value) {
        adapters = value;
        return this;
    }

    public Known thinks() {
        thinks = true;
        return this;
    }

    public Known replicas(List<String> names) {
        replicas = names;
        return this;
    }

    public Known equivalents(List<String> names) {
        equivalents = names;
        return this;
    }

    public ModelProfile profile() {
        return new ModelProfile(
                name,
                backend,
                model,
                placement,
                window,
                capabilities,
                rejects,
                Map.of(),
                price,
                quality,
                Skills.NONE,
                latency,
                thinks,
                adapters,
                trusted.orElse(placement == Placement.LOCAL),
                replicas,
                equivalents);
    }
}
