package dev.outrigger.telemetry;

import dev.outrigger.chat.Evidence;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Origin;
import dev.outrigger.telemetry.Names.Attribute;
import dev.outrigger.telemetry.Names.Convention;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One attempt as attributes of the GenAI conventions, and why it was made. */
final class AttemptAttributes {
    /** Host and port; an IPv6 host stands in brackets, which are no part of its address. */
    private static final Pattern SERVER =
            Pattern.compile("\\[?(?<host>[^\\[\\]:]+|(?<=\\[)[^\\]]+)]?(:(?<port>\\d{1,5}))?");

    private AttemptAttributes() {}

    static void write(Origin origin, Attempt attempt, Span span) {
        span.setAttribute(Attribute.ATTEMPT, (long) attempt.number());
        span.setAttribute(Attribute.CAUSE, attempt.cause().label());
        span.setAttribute(Attribute.BACKEND, attempt.backend());
        span.setAttribute(Attribute.MODEL, Bounds.text(attempt.model()));
        span.setAttribute(Attribute.OUTCOME, attempt.verdict().label());
        if (attempt.servedAnother()) span.setAttribute(Attribute.MISMATCH, true);
        if (!attempt.dropped().isEmpty()) span.setAttribute(Attribute.DROPPED, Bounds.dropped(attempt.dropped()));
        attempt.status().ifPresent(status -> span.setAttribute(Convention.HTTP_STATUS, (long) status));
        attempt.server().ifPresent(server -> server(server, span));
        Operation.of(origin).ifPresent(operation -> model(operation, origin, attempt, span));
    }

    private static void model(String operation, Origin origin, Attempt attempt, Span span) {
        span.setAttribute(Convention.OPERATION, operation);
        span.setAttribute(Convention.PROVIDER, attempt.provider());
        span.setAttribute(Convention.SYSTEM, attempt.provider());
        span.setAttribute(Convention.REQUEST_MODEL, Bounds.text(attempt.asked().value()));
        attempt.served()
                .map(ModelName::value)
                .ifPresent(name -> span.setAttribute(Convention.RESPONSE_MODEL, Bounds.text(name)));
        attempt.finish()
                .ifPresent(reason -> span.setAttribute(
                        Convention.FINISH_REASONS, List.of(reason.name().toLowerCase(Locale.ROOT))));
        if (origin.stream()) stream(attempt, span);
        usage(attempt.usage(), span);
        evidence(attempt.evidence(), span);
    }

    private static void stream(Attempt attempt, Span span) {
        span.setAttribute(Convention.REQUEST_STREAM, true);
        attempt.firstContent()
                .ifPresent(nanos ->
                        span.setAttribute(Convention.FIRST_CHUNK, Clocks.seconds(nanos - attempt.startNanos())));
    }

    private static void evidence(Evidence evidence, Span span) {
        if (evidence.tokens() == 0) return;
        span.setAttribute(Attribute.MEAN_LOG_PROB, evidence.meanLogProb());
        span.setAttribute(Attribute.LEAST_LOG_PROB, evidence.leastLogProb());
        span.setAttribute(Attribute.MEAN_ENTROPY, evidence.meanEntropy());
    }

    private static void usage(Usage usage, Span span) {
        usage.input().ifPresent(tokens -> span.setAttribute(Convention.INPUT_TOKENS, tokens));
        usage.output().ifPresent(tokens -> span.setAttribute(Convention.OUTPUT_TOKENS, tokens));
        usage.cached().ifPresent(tokens -> span.setAttribute(Convention.CACHED_TOKENS, tokens));
        usage.cacheWritten().ifPresent(tokens -> span.setAttribute(Convention.CACHE_WRITTEN_TOKENS, tokens));
        usage.reasoning().ifPresent(tokens -> span.setAttribute(Convention.REASONING_TOKENS, tokens));
    }

    private static void server(String server, Span span) {
        Matcher parts = SERVER.matcher(server);
        span.setAttribute(Convention.SERVER_ADDRESS, parts.matches() ? parts.group("host") : Bounds.text(server));
        if (parts.matches() && parts.group("port") != null)
            span.setAttribute(Convention.SERVER_PORT, Long.parseLong(parts.group("port")));
    }
}
