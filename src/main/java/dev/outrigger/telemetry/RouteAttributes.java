package dev.outrigger.telemetry;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.chat.ModelName;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Basis;
import dev.outrigger.exchange.Cost;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Origin;
import dev.outrigger.exchange.Times;
import dev.outrigger.route.Decision;
import dev.outrigger.route.NamedStage;
import dev.outrigger.telemetry.Names.Attribute;
import dev.outrigger.telemetry.Names.Event;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The decision as attributes and events: what was asked, what was chosen and why, who was left out and why. Nothing of
 * {@code gen_ai.*}: a trace viewer would count this span as one more call of a model.
 */
final class RouteAttributes {
    private static final double DECIMALS = 1e4;

    private RouteAttributes() {}

    static void write(Exchange exchange, Span span) {
        Origin origin = exchange.origin();
        span.setAttribute(Attribute.EXCHANGE, exchange.id().value());
        span.setAttribute(Attribute.OUTCOME, exchange.verdict().label());
        span.setAttribute(Attribute.SETTINGS, exchange.settingsHash());
        span.setAttribute(Attribute.DIALECT, origin.dialect());
        span.setAttribute(Attribute.STREAM, origin.stream());
        origin.requested().map(ModelName::value).ifPresent(m -> span.setAttribute(Attribute.REQUESTED, Bounds.text(m)));
        exchange.served()
                .map(Attempt::model)
                .filter(model -> !model.equals(Attempt.NO_MODEL))
                .ifPresent(m -> span.setAttribute(Attribute.SERVED, m));
        span.setAttribute(Attribute.ATTEMPTS, (long) exchange.attempts().size());
        exchange.cost().ifPresent(cost -> cost(cost, span));
        exchange.baselineCost().ifPresent(dollars -> span.setAttribute(Attribute.BASELINE, dollars));
        exchange.analysis().ifPresent(analysis -> {
            AnalysisAttributes.scores(analysis, span);
            missing(analysis, span);
        });
        if (!exchange.dropped().isEmpty()) span.setAttribute(Attribute.DROPPED, Bounds.dropped(exchange.dropped()));
        clearance(exchange.clearance(), span);
        times(exchange.times(), span);
        exchange.decision().ifPresent(decision -> decision(exchange, decision, span));
        exchange.decision().ifPresent(decision -> exchange.basis().ifPresent(basis -> trial(basis, decision, span)));
    }

    /** Nothing without one. */
    private static void trial(Basis basis, Decision decision, Span span) {
        if (basis.share() < 1) span.setAttribute(Attribute.POLICY_SHARE, basis.share());
        basis.shadow().ifPresent(shadow -> {
            span.setAttribute(Attribute.SHADOW, shadow.policy() + "@" + shadow.hash());
            shadow.first().ifPresent(model -> span.setAttribute(Attribute.SHADOW_MODEL, model));
            span.setAttribute(Attribute.SHADOW_AGREES, decision.agreesWith(shadow));
        });
    }

    /** Kinds, numbers and rules; never what was found. */
    private static void clearance(Clearance clearance, Span span) {
        if (clearance.causes().isEmpty()) return;
        span.setAttribute(Attribute.PRIVACY, clearance.rule().word());
        span.setAttribute(
                Attribute.PRIVACY_CAUSES,
                clearance.causes().stream().map(Clearance.Cause::word).toList());
        if (clearance.found().isEmpty()) return;
        span.setAttribute(
                Attribute.PRIVACY_TYPES,
                clearance.found().keySet().stream().map(Enum::name).toList());
        span.setAttribute(
                Attribute.PRIVACY_COUNTS,
                clearance.found().values().stream().map(Integer::longValue).toList());
    }

    private static void cost(Cost cost, Span span) {
        span.setAttribute(Attribute.COST, cost.dollars());
        if (cost.isEstimated()) span.setAttribute(Attribute.COST_ESTIMATED, true);
    }

    private static void times(Times times, Span span) {
        times.firstByteNanos().ifPresent(nanos -> span.setAttribute(Attribute.FIRST_BYTE, Clocks.millis(nanos)));
        times.deadlineNanos()
                .ifPresent(
                        nanos -> span.setAttribute(Attribute.DEADLINE_LEFT, Clocks.millis(nanos - times.endNanos())));
    }

    private static void missing(Analysis analysis, Span span) {
        List<String> names = analysis.missing().stream()
                .limit(Bounds.DIMENSIONS)
                .map(Dimension::name)
                .toList();
        if (!names.isEmpty()) span.setAttribute(Attribute.MISSING, names);
    }

    private static void decision(Exchange exchange, Decision decision, Span span) {
        span.setAttribute(Attribute.POLICY, decision.policy());
        span.setAttribute(Attribute.POLICY_HASH, decision.hash());
        span.setAttribute(Attribute.REASON, decision.reason().label());
        decision.instructions()
                .ifPresent(instructions -> span.setAttribute(Attribute.DESTINATION, instructions.destination()));
        decision.margin().ifPresent(margin -> span.setAttribute(Attribute.MARGIN, rounded(margin)));
        span.setAttribute(Attribute.DECIDE, Clocks.millis(exchange.times().decideNanos()));
        long at = Clocks.epochNanos(exchange.start(), Steps.of(exchange).decidedNanos());
        long rank = 1;
        for (Decision.Considered candidate : Bounds.first(Bounds.CANDIDATES, decision.considered()))
            span.addEvent(Event.CANDIDATE, candidate(candidate, rank++), at, TimeUnit.NANOSECONDS);
        List<Decision.Excluded> left = meant(decision);
        for (Decision.Excluded excluded : Bounds.first(Bounds.CANDIDATES, left))
            span.addEvent(Event.EXCLUDED, excluded(excluded), at, TimeUnit.NANOSECONDS);
        int omitted = Math.max(0, decision.considered().size() - Bounds.CANDIDATES)
                + Math.max(0, left.size() - Bounds.CANDIDATES);
        if (omitted > 0) span.setAttribute(Attribute.OMITTED, (long) omitted);
    }

    /** Who was not asked for was never meant: that there are others is no news of a request that names its model. */
    private static List<Decision.Excluded> meant(Decision decision) {
        return decision.excluded().stream()
                .filter(excluded -> !excluded.stage().equals(NamedStage.NAME))
                .toList();
    }

    private static Attributes candidate(Decision.Considered candidate, long rank) {
        AttributesBuilder attributes = Attributes.builder()
                .put(Attribute.CANDIDATE_MODEL, candidate.model())
                .put(Attribute.CANDIDATE_RANK, rank)
                .put(Attribute.CANDIDATE_STAGE, candidate.stage())
                .put(Attribute.BECAUSE, Bounds.text(candidate.because()));
        candidate.rating().ifPresent(rating -> attributes.put(Attribute.CANDIDATE_SCORE, rounded(rating.utility())));
        candidate.quality().ifPresent(quality -> attributes.put(Attribute.CANDIDATE_QUALITY, quality));
        candidate.cost().ifPresent(dollars -> attributes.put(Attribute.CANDIDATE_COST, dollars));
        candidate.latency().ifPresent(seconds -> attributes.put(Attribute.CANDIDATE_LATENCY, seconds));
        return attributes.build();
    }

    /** To four decimals: more of a presumption says nothing. */
    private static double rounded(double number) {
        return Math.round(number * DECIMALS) / DECIMALS;
    }

    private static Attributes excluded(Decision.Excluded excluded) {
        return Attributes.of(
                Attribute.EXCLUDED_MODEL,
                excluded.model(),
                Attribute.EXCLUDED_STAGE,
                excluded.stage(),
                Attribute.BECAUSE,
                Bounds.text(excluded.because()));
    }
}
