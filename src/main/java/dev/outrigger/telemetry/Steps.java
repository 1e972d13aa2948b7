package dev.outrigger.telemetry;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Times;
import java.util.Optional;

/**
 * How long each step of an exchange took, in nanoseconds; together they are its whole time.
 *
 * @param read the request came, to its last byte
 * @param attempt from the decision to the answer's first byte, or to the end where none came
 * @param stream from there to the end
 */
record Steps(long read, long analyze, long decide, long attempt, long stream) {
    static Steps of(Exchange exchange) {
        Times times = exchange.times();
        Optional<Analysis> analysis = exchange.analysis();
        long analyze = analysis.isPresent() ? analysis.get().elapsedNanos() : 0;
        long decided = Math.min(times.endNanos(), times.readNanos() + analyze + times.decideNanos());
        long answered = Math.clamp(times.firstByteNanos().orElse(times.endNanos()), decided, times.endNanos());
        return new Steps(
                times.readNanos(), analyze, times.decideNanos(), answered - decided, times.endNanos() - answered);
    }

    /** When the decision was made, since the exchange's start. */
    long decidedNanos() {
        return read + analyze + decide;
    }
}
