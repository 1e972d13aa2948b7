package dev.outrigger.backend;

import dev.outrigger.engine.Generator;
import dev.outrigger.engine.Shared;
import dev.outrigger.registry.Health;

/** A model of this process as it is now: still loading, ready with its generator, or unavailable. */
public sealed interface LocalModel {
    /**
     * It can answer.
     *
     * @param generator freed only after something else has been put in its place
     */
    record Ready(Shared<Generator> generator) implements LocalModel {}

    record Loading(String detail) implements LocalModel {}

    record Unavailable(String detail) implements LocalModel {}

    default Health health() {
        return switch (this) {
            case Ready ready -> new Health.Ready();
            case Loading loading -> new Health.Loading(loading.detail());
            case Unavailable unavailable -> new Health.Unavailable(unavailable.detail());
        };
    }
}
