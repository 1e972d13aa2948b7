package dev.outrigger.telemetry;

import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.LeftOut;
import dev.outrigger.exchange.Shadowed;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
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
        SpanContext context = span.getSpanContext();
        return context.isValid() ? Optional.of(context.getTraceId()) : Optional.empty();
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

    /** Accounts for what a version that is only watched answered, after the exchange; it is no part of that. */
    public void shadowed(Shadowed shadowed) {
        recorder.shadowed(this, shadowed);
    }

    /** Accounts for what it did not, though its turn had come. */
    public void leftOut(LeftOut why) {
        recorder.leftOut(why);
    }

    /** Completes the tree, with the telemetry that it was begun with. */
    void close(Exchange exchange) {
        spans.close(span, exchange);
    }

    /** Adds to it what came after. */
    void add(Shadowed shadowed) {
        spans.shadow(span, shadowed);
    }
}
