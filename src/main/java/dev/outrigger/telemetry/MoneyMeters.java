package dev.outrigger.telemetry;

import dev.outrigger.telemetry.Names.Label;
import dev.outrigger.telemetry.Names.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of what exchanges cost, and would have cost, in US dollars. */
final class MoneyMeters {
    final Series<Counter> cost;
    final Series<Counter> baseline;
    final Series<Counter> ofBackend;
    final Series<Counter> ofCaller;
    final Series<Counter> baselineOfCaller;
    final Series<Counter> unknown;

    MoneyMeters(MeterRegistry registry) {
        cost = dollars(Metric.COST, "What requests cost, partly estimated.", registry, Label.POLICY, Label.BASELINE);
        baseline = dollars(
                Metric.BASELINE, "What the policy's baseline would have cost for the same.", registry, Label.POLICY);
        ofBackend = dollars(
                Metric.COST_BACKEND,
                "What attempts cost, by who will bill them, partly estimated.",
                registry,
                Label.BACKEND,
                Label.PROVIDER,
                Label.MODEL);
        ofCaller = dollars(
                Metric.COST_CALLER,
                "What requests cost, by who asked, partly estimated.",
                registry,
                Label.APP,
                Label.TENANT,
                Label.BASELINE);
        baselineOfCaller = dollars(
                Metric.BASELINE_CALLER,
                "What the policies' baselines would have cost for the same.",
                registry,
                Label.APP,
                Label.TENANT);
        unknown = Meters.counter(Metric.COST_UNKNOWN, "Requests whose cost is not known.", registry, Label.POLICY);
    }

    private static Series<Counter> dollars(String name, String what, MeterRegistry registry, String... labels) {
        return new Series<>(
                Counter.builder(name).description(what).baseUnit("usd").withRegistry(registry), labels);
    }
}
