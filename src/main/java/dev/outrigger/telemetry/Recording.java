package dev.outrigger.telemetry;

import dev.outrigger.exchange.Exchange;
import io.opentelemetry.api.trace.Span;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** An exchange that has begun and is not yet accounted for. */
public final class Recording {
    private final Recorder recorder;
    private final Spans spans;
    private final Span span;
    private final AtomicBoolean finished = new AtomicBoolean();

    Recording(Recorder recorder, Spans spans, Span span) {
        this.recorder = recorder;
        this.spans = spans;
        this.span = span;
    }

    /**
     * The W3C id of the exchange's trace (32 hexadecimal digits): the app's own when it sent one. Absent when nobody
     * traces.
     */
    public Optional<String> traceId() {
        return Optional.of(span.getSpanContext()).filter(c -> c.isValid()).map(c -> c.getTraceId());
    }

    /**
     * Accounts for the exchange. Never fails for what is in it.
     *
     * @throws IllegalStateException when called again: an exchange has one account
     */
    public void finish(Exchange exchange) {
        if (!finished.compareAndSet(false, true))
            throw new IllegalStateException("exchange " + exchange.id() + " was accounted for twice");
        recorder.finish(this, exchange);
    }

    /** Completes the tree, with the telemetry that it was begun with. */
    void close(Exchange exchange) {
        spans.close(span, exchange);
    }
}
