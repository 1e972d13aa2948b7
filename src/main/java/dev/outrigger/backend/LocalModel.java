package dev.outrigger.backend;

import dev.outrigger.engine.Generator;
import dev.outrigger.registry.Health;
import java.util.Optional;

/** A model of this process as it is now: still loading, ready with its generator, or unavailable. */
public sealed interface LocalModel {
    record Ready(Generator generator) implements LocalModel {}

    record Loading(String detail) implements LocalModel {}

    record Unavailable(String detail) implements LocalModel {}

    /** The generator, when it is ready. */
    default Optional<Generator> generatorIfReady() {
        return this instanceof Ready(Generator generator) ? Optional.of(generator) : Optional.empty();
    }

    default Health health() {
        return switch (this) {
            case Ready ready -> new Health.Ready();
            case Loading loading -> new Health.Loading(loading.detail());
            case Unavailable unavailable -> new Health.Unavailable(unavailable.detail());
        };
    }
}
