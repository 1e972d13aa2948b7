package dev.outrigger.telemetry;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.chat.Failure;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Origin;
import dev.outrigger.exchange.Shadowed;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.telemetry.Names.Attribute;
import dev.outrigger.telemetry.Names.Convention;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The tree of one exchange.
 *
 * <pre>
 * SERVER   POST /v1/chat/completions     continues the app's trace
 * └ INTERNAL outrigger.route             the decision: outrigger.* alone
 *   ├ INTERNAL outrigger.analyze         what is known of the request
 *   └ CLIENT   chat gpt-5-mini           an attempt each; INTERNAL when it ran in this process
 * └ INTERNAL outrigger.shadow            after the exchange: a watched version's answer, with its attempt
 * </pre>
 *
 * <p>The SERVER span is opened when the exchange begins, so that its trace id and the sampling verdict are known from
 * then on; every other span is made from the finished {@link Exchange}, with the times that stand in it. An exchange that
 * is not sampled costs nothing here.
 */
final class Spans {
    /** The methods that HTTP knows; any other is the app's own text, and would make a span's name unbounded. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private static final int SERVER_ERROR = 500;

    private final Tracer tracer;
    private final boolean isOff;

    Spans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer(Names.Span.SCOPE);
        this.isOff = telemetry.equals(OpenTelemetry.noop());
    }

    /** Opens the exchange's SERVER span, a child of the app's own span when it sent one. */
    Span open(Origin origin, Instant start) {
        if (isOff && origin.traceparent().isEmpty()) return Span.getInvalid();
        Span span = tracer.spanBuilder(known(origin.method(), "HTTP") + " " + origin.route())
                .setSpanKind(SpanKind.SERVER)
                .setParent(TraceParent.context(origin))
                .setStartTimestamp(Clocks.epochNanos(start, 0), TimeUnit.NANOSECONDS)
                .startSpan();
        span.setAttribute(Convention.HTTP_METHOD, known(origin.method(), "_OTHER"));
        span.setAttribute(Convention.HTTP_ROUTE, origin.route());
        return span;
    }

    /** Completes the tree and ends the SERVER span. */
    void close(Span server, Exchange exchange) {
        if (!server.isRecording()) return;
        Context within = Context.root().with(server);
        Span route = child(
                within,
                Names.Span.ROUTE,
                SpanKind.INTERNAL,
                exchange.start(),
                exchange.times().readNanos());
        RouteAttributes.write(exchange, route);
        Context routing = within.with(route);
        exchange.analysis().ifPresent(analysis -> analyze(routing, exchange, analysis));
        for (Attempt attempt : Bounds.first(Bounds.ATTEMPTS, exchange.attempts()))
            attempt(routing, exchange.origin(), exchange.start(), attempt);
        fail(route, exchange.verdict());
        end(route, exchange, exchange.times().endNanos());
        serve(server, exchange);
        end(server, exchange, exchange.times().endNanos());
    }

    /** Adds what a watched version answered, once the exchange was over: a span of its own, and its attempt below it. */
    void shadow(Span server, Shadowed shadowed) {
        if (!server.getSpanContext().isSampled()) return;
        Attempt attempt = shadowed.attempt();
        Instant start = shadowed.compared().time();
        Span span =
                child(Context.root().with(server), Names.Span.SHADOW, SpanKind.INTERNAL, start, attempt.startNanos());
        ShadowAttributes.write(shadowed, span);
        fail(span, attempt.verdict());
        attempt(Context.root().with(span), shadowed.origin(), start, attempt);
        span.end(Clocks.epochNanos(start, attempt.endNanos()), TimeUnit.NANOSECONDS);
    }

    private void analyze(Context parent, Exchange exchange, Analysis analysis) {
        long begin = exchange.times().readNanos();
        Span span = child(parent, Names.Span.ANALYZE, SpanKind.INTERNAL, exchange.start(), begin);
        AnalysisAttributes.write(analysis, span);
        end(span, exchange, begin + analysis.elapsedNanos());
    }

    private void attempt(Context parent, Origin origin, Instant start, Attempt attempt) {
        String name = Operation.of(origin)
                .map(operation -> operation + " " + Bounds.text(attempt.asked().value()))
                .orElseGet(() -> known(origin.method(), "HTTP") + " " + origin.route());
        SpanKind kind = attempt.local() ? SpanKind.INTERNAL : SpanKind.CLIENT;
        Span span = child(parent, name, kind, start, attempt.startNanos());
        AttemptAttributes.write(origin, attempt, span);
        // A draft that its model was not sure of is what a cascade is for: its outcome says so, and nothing failed.
        boolean isUnsure = attempt.verdict() instanceof Verdict.Failed(Failure.Unsure _);
        if (!isUnsure) {
            fail(span, attempt.verdict());
            if (attempt.verdict().cause().isPresent()) span.setAttribute(Attribute.FAILED, true);
        }
        span.end(Clocks.epochNanos(start, attempt.endNanos()), TimeUnit.NANOSECONDS);
    }

    /**
     * HTTP's rule for a server: an answer of 4xx is the client's fault, so it is no error of ours; a cut stream is. Nor is
     * a refusal, with whatever status its vendor tells it.
     */
    private static void serve(Span server, Exchange exchange) {
        server.setAttribute(Convention.HTTP_REQUEST_SIZE, exchange.origin().requestBytes());
        server.setAttribute(Convention.HTTP_STATUS, (long) exchange.status());
        server.setAttribute(Attribute.EXCHANGE, exchange.id().value());
        boolean clientsFault = exchange.status() >= 400 && exchange.status() < SERVER_ERROR;
        boolean refused = exchange.verdict() instanceof Verdict.Failed(Failure.Refused _);
        if (!clientsFault && !refused) fail(server, exchange.verdict());
    }

    /** Marks a span as failed. An app that left is not a failure: the span says {@code cancelled}, without ERROR. */
    private static void fail(Span span, Verdict verdict) {
        verdict.cause().ifPresent(failure -> {
            span.setAttribute(Convention.ERROR_TYPE, failure.label());
            span.setStatus(StatusCode.ERROR, Words.of(failure).orElse(""));
        });
    }

    private Span child(Context parent, String name, SpanKind kind, Instant start, long nanos) {
        return tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(parent)
                .setStartTimestamp(Clocks.epochNanos(start, nanos), TimeUnit.NANOSECONDS)
                .startSpan();
    }

    private static void end(Span span, Exchange exchange, long nanos) {
        span.end(Clocks.epochNanos(exchange.start(), nanos), TimeUnit.NANOSECONDS);
    }

    private static String known(String method, String otherwise) {
        return METHODS.contains(method) ? method : otherwise;
    }
}
