package dev.outrigger.support;

import dev.outrigger.backend.GuardSettings;
import java.time.Duration;
import java.util.OptionalInt;

/** Guards in tests: what is not said here is off. */
public final class Guards {
    private Guards() {}

    public static GuardSettings of(Duration connect, Duration firstToken, Duration idle, int inFlight) {
        return new GuardSettings(
                connect, firstToken, false, Duration.ofMinutes(10), idle, OptionalInt.empty(), inFlight);
    }
}
