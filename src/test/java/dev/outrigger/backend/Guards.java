package dev.outrigger.backend;

import java.time.Duration;

/** Guards whose clocks run out only where a test says so. */
final class Guards {
    private Guards() {}

    /** Of the engine, for one attempt at once. */
    static EngineGuardSettings one(Duration firstToken) {
        return new EngineGuardSettings(firstToken, Duration.ofSeconds(15), 1);
    }
}
