package dev.outrigger.telemetry;

import dev.outrigger.exchange.Compared;
import dev.outrigger.exchange.Shadowed;
import dev.outrigger.telemetry.Names.Attribute;
import io.opentelemetry.api.trace.Span;

/** The answer of a watched version beside the app's, as attributes: figures, and nothing of what either says. */
final class ShadowAttributes {
    private ShadowAttributes() {}

    static void write(Shadowed shadowed, Span span) {
        Compared compared = shadowed.compared();
        span.setAttribute(Attribute.EXCHANGE, compared.exchange());
        span.setAttribute(Attribute.OUTCOME, shadowed.attempt().verdict().label());
        span.setAttribute(Attribute.POLICY, compared.policy());
        span.setAttribute(Attribute.POLICY_HASH, compared.serves());
        span.setAttribute(Attribute.SHADOW, compared.policy() + "@" + compared.watched());
        span.setAttribute(Attribute.SHADOW_MODEL, compared.shadow().model());
        span.setAttribute(Attribute.SERVED, compared.app().model());
        shadowed.cost().ifPresent(cost -> {
            span.setAttribute(Attribute.SHADOW_COST, cost.dollars());
            if (cost.isEstimated()) span.setAttribute(Attribute.COST_ESTIMATED, true);
        });
        compared.likeness().ifPresent(likeness -> {
            span.setAttribute(Attribute.SHADOW_EQUAL, likeness.equal());
            span.setAttribute(Attribute.SHADOW_OVERLAP, likeness.overlap());
        });
    }
}
