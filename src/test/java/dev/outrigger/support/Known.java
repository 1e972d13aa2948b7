package dev.outrigger.support;

import dev.outrigger.chat.ModelName;
import dev.outrigger.registry.Adapters;
import dev.outrigger.registry.Capability;
import dev.outrigger.registry.Facts;
import dev.outrigger.registry.Listed;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Placement;
import dev.outrigger.registry.Price;
import dev.outrigger.registry.Skills;
import dev.outrigger.registry.Strengths;
import dev.outrigger.registry.Terms;
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
    private Skills skills = Skills.NONE;
    private Optional<String> provider = Optional.empty();
    private Optional<String> family = Optional.empty();
    private Terms terms = Terms.UNKNOWN;
    private Strengths strengths = Strengths.UNSAID;
    private OptionalInt output = OptionalInt.empty();
    private Optional<Listed> listed = Optional.empty();

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

    public Known measured(Skills value) {
        skills = value;
        return this;
    }

    public Known provider(String value) {
        provider = Optional.of(value);
        return this;
    }

    public Known family(String value) {
        family = Optional.of(value);
        return this;
    }

    public Known terms(String jurisdiction, String... compliance) {
        terms = new Terms(Optional.of(jurisdiction), List.of(compliance));
        return this;
    }

    public Known strengths(Strengths value) {
        strengths = value;
        return this;
    }

    public Known speaks(String... languages) {
        strengths = new Strengths(strengths.domains(), strengths.fields(), List.of(languages));
        return this;
    }

    /** The most tokens of an answer. */
    public Known output(int tokens) {
        output = OptionalInt.of(tokens);
        return this;
    }

    public Known listed(Optional<Listed> value) {
        value.ifPresent(this::listed);
        return this;
    }

    /** What the price list knows of it, its price too. */
    public Known listed(Listed value) {
        listed = Optional.of(value);
        price = Optional.of(value.price());
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
                skills,
                latency,
                thinks,
                adapters,
                trusted.orElse(placement == Placement.LOCAL),
                replicas,
                equivalents,
                new Facts(provider, family, terms, strengths, output, priced(), listed));
    }

    private Optional<String> priced() {
        return listed.map(known -> "list 2026-11-30").or(() -> price.map(said -> "config"));
    }
}
