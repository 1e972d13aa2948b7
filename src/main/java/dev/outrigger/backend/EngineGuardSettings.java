package dev.outrigger.backend;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;
import java.time.Duration;

/**
 * How calls of this process' own models are guarded. Nothing is dialled, so there is no clock for it.
 *
 * @param firstToken from the request handed over to the first content of a stream
 * @param idle from one token of a stream to the next
 * @param inFlight attempts waiting for their first content at once
 */
@Doc("How calls of this backend are guarded.")
public record EngineGuardSettings(
        @Doc("From the request handed over to the first content of a stream.")
        @Default("15s")
        @Range(min = "100ms", max = "10m")
        Duration firstToken,

        @Doc("From one token of a stream to the next, once it has begun.")
        @Default("15s")
        @Range(min = "100ms", max = "10m")
        Duration idle,

        @Doc("Attempts waiting for their first content at once; those beyond fail at once.")
        @Default("256")
        @Range(min = "1", max = "10000")
        int inFlight) {}
