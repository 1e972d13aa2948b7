package dev.outrigger.telemetry;

import dev.outrigger.exchange.Basis;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.rollout.DecisionLog;
import dev.outrigger.route.Decision;
import dev.outrigger.telemetry.Names.Label;
import dev.outrigger.telemetry.Names.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Optional;

/** Counts which versions of policies decide, what those would have decided that are watched, and what is written down of it. */
public final class VersionMeters {
    private final Labels hashes = new Labels();
    private final Series<Counter> versions;
    private final Series<Counter> shadows;

    VersionMeters(MeterRegistry registry) {
        versions = new Series<>(
                Counter.builder(Metric.VERSIONS)
                        .description("Decisions, by the version of the policy.")
                        .withRegistry(registry),
                Label.POLICY,
                Label.VERSION);
        shadows = new Series<>(
                Counter.builder(Metric.SHADOWS)
                        .description("What a version that is only watched would have decided.")
                        .withRegistry(registry),
                Label.POLICY,
                Label.VERSION,
                Label.AGREES);
    }

    void count(Exchange exchange, String policy) {
        if (exchange.decision().isEmpty()) return;
        Decision decision = exchange.decision().get();
        versions.of(policy, hashes.admit(decision.hash())).increment();
        Optional<Decision> shadow = exchange.basis().flatMap(Basis::shadow);
        if (shadow.isEmpty()) return;
        String agrees = Boolean.toString(decision.agreesWith(shadow.get()));
        shadows.of(policy, hashes.admit(shadow.get().hash()), agrees).increment();
    }

    /** Counts what a log has written and lost, when it is looked at. */
    public static void watch(MeterRegistry registry, DecisionLog log) {
        FunctionCounter.builder(Metric.DECISIONS_WRITTEN, log, DecisionLog::written)
                .description("Decisions that were written down.")
                .register(registry);
        for (DecisionLog.Loss loss : DecisionLog.Loss.values())
            FunctionCounter.builder(Metric.DECISIONS_LOST, log, counted -> counted.losses(loss))
                    .description("Decisions that could not be written down.")
                    .tags(Label.REASON, loss.name().toLowerCase(Locale.ROOT))
                    .register(registry);
    }
}
