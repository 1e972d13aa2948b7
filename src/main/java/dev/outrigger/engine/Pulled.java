package dev.outrigger.engine;

import java.time.Duration;

/** How a pull of one model ended. */
public sealed interface Pulled {
    /** Every file was there already. */
    record Present() implements Pulled {}

    /** Files of this many bytes in all were fetched and checked. */
    record Fetched(long bytes, Duration took) implements Pulled {}

    /** A file could not be had; {@code why} names its source, the command and the client's last lines. */
    record Failed(String why) implements Pulled {}
}
