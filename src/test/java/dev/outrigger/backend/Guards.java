package dev.outrigger.backend;

import dev.outrigger.registry.ModelProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;

/** Guards whose clocks run out only where a test says so. */
final class Guards {
    /** Of a backend whose models chat. */
    static final Function<ModelProfile, LocalEmbedder> NO_EMBEDDER =
            profile -> new LocalEmbedder.Unavailable("none here");

    /** Of a backend that counts nothing. */
    static final TokenCounter NO_COUNTER = (model, request) -> {
        throw new IOException("no files");
    };

    private Guards() {}

    /** Of the engine, for one attempt at once. */
    static EngineGuardSettings one(Duration firstToken) {
        return new EngineGuardSettings(firstToken, Duration.ofSeconds(15), 1);
    }
}
