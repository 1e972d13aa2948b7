package dev.outrigger.backend;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How calls of one backend over HTTP are guarded.
 *
 * @param connect from dialling to connected, TLS included
 * @param firstToken from the request sent to the first content of a stream
 * @param adaptive whether the clock before follows what the model took lately
 * @param hold from the request sent to a status without content
 * @param idle from one event of a stream to the next
 * @param pace tokens a second that a stream must bring; any when absent
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

        @Doc(
                "Whether firstToken comes down to three times what the model's slowest of late took to begin, and at least 10s.")
        @Default("false")
        boolean adaptive,

        @Doc("From the request sent to the 200 that the app gets even if no content has come: its SDK would give up.")
        @Default("230s")
        @Range(min = "100ms", max = "10m")
        Duration hold,

        @Doc("From one event of a stream to the next, once it has begun.")
        @Default("2m")
        @Range(min = "100ms", max = "10m")
        Duration idle,

        @Doc("Tokens a second that a stream must bring over 30s, once it has begun; unless said, any.")
        @Range(min = "1", max = "1000")
        OptionalInt pace,

        @Doc("Attempts waiting for their first content at once; those beyond fail at once.")
        @Default("256")
        @Range(min = "1", max = "10000")
        int inFlight) {}
