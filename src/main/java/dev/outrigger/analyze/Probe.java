package dev.outrigger.analyze;

import io.vertx.core.Future;
import java.util.Set;

/**
 * Computes one or more dimensions of a request. {@link Analyzer} calls it at most once an analysis, on the event loop of
 * the exchange, and only when one of its dimensions is wanted.
 */
public interface Probe {
    /** Its name in spans and metrics; few values, never from a request. */
    String name();

    /** The dimensions it gives; the same set at every call. */
    Set<Dimension> dimensions();

    /** Where its work runs, which decides whether it counts against the analyzer's bulkhead. */
    Effort effort();

    /**
     * Measures the subject, which is the caller's again when this returns. It must not block. The future may complete on any thread and must complete at some time;
     * one that fails, and a method that throws, count as {@link Score.Reason#FAILED} for every dimension.
     */
    Future<Reading> measure(Subject subject);

    /** The same, where no other dimensions than these are wanted; it may give more. */
    default Future<Reading> measure(Subject subject, Set<Dimension> wanted) {
        return measure(subject);
    }

    /** What a probe costs the rest of the process. */
    enum Effort {
        /** Microseconds of plain Java on the caller's thread. */
        INSTANT,
        /** Work on a pool or a device, with a queue before it. */
        QUEUED
    }
}
