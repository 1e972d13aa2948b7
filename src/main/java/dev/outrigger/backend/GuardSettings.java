package dev.outrigger.backend;

import java.time.Duration;

/**
 * How calls of one backend are guarded.
 *
 * @param connect from dialling to connected, TLS included
 * @param firstToken from the request sent to the first content of a stream
 * @param inFlight attempts waiting for their first content at once
 */
public record GuardSettings(Duration connect, Duration firstToken, int inFlight) {}
