package dev.outrigger.telemetry;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that count from 1, so that a tree is the same in every run. */
final class CountingIds implements IdGenerator {
    private final AtomicLong spans = new AtomicLong();
    private final AtomicLong traces = new AtomicLong();

    @Override
    public String generateSpanId() {
        return "%016x".formatted(spans.incrementAndGet());
    }

    @Override
    public String generateTraceId() {
        return "%032x".formatted(traces.incrementAndGet());
    }
}
