package dev.outrigger.backend;

import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Shared;
import dev.outrigger.registry.Health;

/** A model of this process that makes vectors, as it is now. */
public sealed interface LocalEmbedder {
    /** It can answer. */
    record Ready(Shared<Embedder> embedder) implements LocalEmbedder {}

    record Loading(String detail) implements LocalEmbedder {}

    record Unavailable(String detail) implements LocalEmbedder {}

    default Health health() {
        return switch (this) {
            case Ready ready -> new Health.Ready();
            case Loading loading -> new Health.Loading(loading.detail());
            case Unavailable unavailable -> new Health.Unavailable(unavailable.detail());
        };
    }
}
