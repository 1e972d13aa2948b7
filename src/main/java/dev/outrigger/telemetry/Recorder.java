package dev.outrigger.telemetry;

import dev.outrigger.exchange.Answers;
import dev.outrigger.exchange.Compared;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Ledger;
import dev.outrigger.exchange.LeftOut;
import dev.outrigger.exchange.Origin;
import dev.outrigger.exchange.Shadowed;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.ModelProfile;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Makes spans, metrics and one log line of each exchange.
 *
 * <p>Any thread may call it; it does no I/O and waits for nobody (spans go to a bounded queue that drops when full, as
 * OpenTelemetry's batch processor does). What cannot be recorded of a finished exchange is counted under
 * {@code outrigger.telemetry.lost}; it fails nobody.
 */
public final class Recorder {
    /** The name of the logger that gets the line of each exchange. */
    public static final String LOGGER = "dev.outrigger.exchange";

    private static final Logger FAULTS = System.getLogger(Recorder.class.getName());

    private final AtomicBoolean told = new AtomicBoolean();
    private final Metrics metrics;
    private final Ledger ledger = new Ledger();
    private final Answers answers = new Answers();
    private final Logger log;
    private volatile Spans spans;
    private volatile Optional<String> app = Optional.empty();
    private volatile Consumer<Exchange> other = nobody -> {};
    private volatile Consumer<Compared> comparisons = nobody -> {};
    private volatile Consumer<Shadowed> content = nobody -> {};

    public Recorder(OpenTelemetry telemetry, MeterRegistry registry, Logger log) {
        this.metrics = new Metrics(Meters.innermost(registry));
        this.log = log;
        this.spans = new Spans(telemetry);
    }

    /** Traces with another telemetry from the next exchange on: the endpoint may change in a reload. */
    public void traceWith(OpenTelemetry telemetry) {
        spans = new Spans(telemetry);
    }

    /** Hands each finished exchange on to this one too, which must not wait. */
    public void handOnTo(Consumer<Exchange> listener) {
        other = listener;
    }

    /** Hands each comparison on to this one too, which must not wait. */
    public void handComparisonsOnTo(Consumer<Compared> listener) {
        comparisons = listener;
    }

    /** Captures content by this one, which must not wait: the only one who is told what anybody said. */
    public void captureBy(Consumer<Shadowed> listener) {
        content = listener;
    }

    /** Lets the names of a configuration be labels of metrics; called at the start and after each reload. */
    public void learn(Collection<ModelProfile> models, Collection<String> backends, Collection<String> policies) {
        metrics.learn(models, backends, policies);
    }

    /** Accounts for those that do not say of which app they are as this one's, from the next exchange's end on. */
    public void accountTo(Optional<String> usual) {
        app = usual;
    }

    /** What the exchanges cost so far. */
    public Ledger ledger() {
        return ledger;
    }

    /** Whose the last answers were. */
    public Answers answers() {
        return answers;
    }

    /**
     * Begins an exchange.
     *
     * @param origin as far as it is known before the request is read; the finished exchange says the rest. Whoever calls
     *     this calls {@link Recording#finish} exactly once, whatever happens
     */
    public Recording begin(Origin origin, Instant start) {
        Spans current = spans;
        Span span = current.open(origin, start);
        metrics.begun();
        return new Recording(this, current, span);
    }

    void finish(Recording recording, Exchange ended) {
        Exchange exchange = app.map(ended::by).orElse(ended);
        metrics.ended();
        attempt("span", () -> recording.close(exchange));
        attempt("metric", () -> metrics.count(exchange));
        attempt("ledger", () -> ledger.enter(exchange));
        attempt("ledger", () -> answers.enter(exchange));
        attempt("log", () -> log(exchange, recording.traceId()));
        attempt("decision", () -> other.accept(exchange));
    }

    void shadowed(Recording recording, Shadowed shadowed) {
        attempt("span", () -> recording.add(shadowed));
        attempt("metric", () -> metrics.shadowed(shadowed));
        attempt("decision", () -> comparisons.accept(shadowed.compared()));
        attempt("content", () -> content.accept(shadowed));
    }

    void leftOut(LeftOut why) {
        attempt("metric", () -> metrics.leftOut(why));
    }

    private void log(Exchange exchange, Optional<String> trace) {
        Level level = exchange.verdict() instanceof Verdict.Failed ? Level.WARNING : Level.INFO;
        if (log.isLoggable(level)) log.log(level, LogLine.of(exchange, trace));
    }

    private void attempt(String signal, Runnable record) {
        try {
            record.run();
        } catch (RejectedExecutionException full) {
            // Not said in the log: it is the log that stands still, and would stop whoever says so.
            metrics.lost(signal);
        } catch (RuntimeException fault) {
            metrics.lost(signal);
            if (told.compareAndSet(false, true))
                FAULTS.log(
                        Level.WARNING, "a " + signal + " could not be recorded; further ones are counted only", fault);
        }
    }
}
