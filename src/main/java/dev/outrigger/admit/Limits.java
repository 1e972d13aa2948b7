package dev.outrigger.admit;

import dev.outrigger.config.DataSize;
import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;
import java.time.Duration;
import java.util.Optional;

/** The bounds of this process: what is over them is refused at once, never queued. */
@Doc("The bounds of this process; what is over them is refused at once, never queued.")
public record Limits(
        @Doc("Exchanges at once.") @Default("256") @Range(min = "1", max = "100000")
        int inFlight,

        @Doc("Connections of apps at once; one more is closed as it comes.")
        @Default("4096")
        @Range(min = "1", max = "100000")
        int connections,

        @Doc("How long an app's connection may be open without a request.")
        @Default("5m")
        @Range(min = "1s", max = "1h")
        Duration idle,

        @Doc("Longest request body.") @Default("20MiB") @Range(min = "1KiB", max = "1GiB")
        DataSize bodyBytes,

        @Doc("Requests and answers held in memory, all exchanges together.")
        @Default("64MiB")
        @Range(min = "1KiB", max = "16GiB")
        DataSize bufferedBytes,

        @Doc(
                "Models of this process in memory, weights, keys and values together; one that would exceed it is not loaded.")
        @Range(min = "1MiB", max = "16TiB")
        Optional<DataSize> modelBytes,

        @Doc("Long requests (16 KiB and more) that are looked through for personal data, or wait for it, at once.")
        @Default("64")
        @Range(min = "1", max = "100000")
        int checks,

        @Doc("From the request read to the last byte of its answer.") @Default("10m") @Range(min = "1s", max = "1h")
        Duration deadline,

        @Doc("Attempts of one exchange, whatever their cause.") @Default("3") @Range(min = "1", max = "10")
        int attempts,

        @Doc("Conversations whose model is remembered; of more, those that were answered longest ago are forgotten.")
        @Default("10000")
        @Range(min = "1", max = "1000000")
        int sessions,

        @Doc("How long the model of a conversation is remembered after its last answer.")
        @Default("1h")
        @Range(min = "1s", max = "24h")
        Duration sessionIdle,

        @Doc("How long streams may go on after the process was told to stop.")
        @Default("25s")
        @Range(min = "0s", max = "10m")
        Duration drain) {}
