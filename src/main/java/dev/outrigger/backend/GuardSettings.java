package dev.outrigger.backend;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;
import java.time.Duration;

/**
 * How calls of one backend over HTTP are guarded.
 *
 * @param connect from dialling to connected, TLS included
 * @param firstToken from the request sent to the first content of a stream
 * @param idle from one event of a stream to the next
 * @param inFlight attempts waiting for their first content at once
 */
@Doc("How calls of this backend are guarded.")
public record GuardSettings(
        @Doc("From dialling to connected, TLS included.") @Default("2s") @Range(min = "10ms", max = "1m")
        Duration connect,

        @Doc("From the request sent to the first content of a stream.")
        @Default("60s")
        @Range(min = "100ms", max = "10m")
        Duration firstToken,

        @Doc("From one event of a stream to the next, once it has begun.")
        @Default("2m")
        @Range(min = "100ms", max = "10m")
        Duration idle,

        @Doc("Attempts waiting for their first content at once; those beyond fail at once.")
        @Default("256")
        @Range(min = "1", max = "10000")
        int inFlight) {}
