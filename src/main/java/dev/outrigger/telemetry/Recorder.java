package dev.outrigger.telemetry;

import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Origin;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.ModelProfile;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * Makes spans, metrics and one log line of each exchange.
 *
 * <p>Any thread may call it; it does no I/O and waits for nobody (spans go to a bounded queue that drops when full, as
 * OpenTelemetry's batch processor does). Nothing it does can fail an exchange: what cannot be recorded is counted under
 * {@code outrigger.telemetry.lost}.
 */
public final class Recorder {
    /** The name of the logger that gets the line of each exchange. */
    public static final String LOGGER = "dev.outrigger.exchange";

    private final Spans spans;
    private final Metrics metrics;
    private final Logger log;

    public Recorder(OpenTelemetry telemetry, MeterRegistry registry, Logger log) {
        this.spans = new Spans(telemetry);
        this.metrics = new Metrics(registry);
        this.log = log;
    }

    /** Lets the names of a configuration be labels of metrics; called at the start and after each reload. */
    public void learn(Collection<ModelProfile> models, Collection<String> policies) {
        metrics.learn(models, policies);
    }

    /** Begins an exchange. Whoever calls it calls {@link Recording#finish} exactly once, whatever happens. */
    public Recording begin(Origin origin, Instant start) {
        metrics.begun();
        return new Recording(this, spans.open(origin, start));
    }

    void finish(Recording recording, Exchange exchange) {
        metrics.ended();
        attempt("span", () -> spans.close(recording.span(), exchange));
        attempt("metric", () -> metrics.count(exchange));
        attempt("log", () -> log(exchange, recording.traceId()));
    }

    private void log(Exchange exchange, Optional<String> trace) {
        Level level = exchange.verdict() instanceof Verdict.Failed ? Level.WARNING : Level.INFO;
        if (log.isLoggable(level)) log.log(level, LogLine.of(exchange, trace));
    }

    private void attempt(String signal, Runnable record) {
        try {
            record.run();
        } catch (RuntimeException fault) {
            metrics.lost(signal);
            log.log(Level.DEBUG, "an exchange's " + signal + " could not be recorded", fault);
        }
    }
}
