package dev.outrigger.telemetry;

import dev.outrigger.exchange.Compared;
import dev.outrigger.exchange.LeftOut;
import dev.outrigger.exchange.Shadowed;
import dev.outrigger.telemetry.Names.Label;
import dev.outrigger.telemetry.Names.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts answers of versions that are only watched. What they cost is no part of what requests cost. */
final class ShadowMeters {
    private final Series<Counter> answers;
    private final Series<Counter> leftOut;
    private final Series<Counter> cost;
    private final Series<Counter> seconds;

    ShadowMeters(MeterRegistry registry) {
        answers = Meters.counter(
                Metric.SHADOW_ANSWERS,
                "Answers of versions that are only watched.",
                registry,
                Label.POLICY,
                Label.MODEL,
                Label.OUTCOME);
        leftOut = Meters.counter(
                Metric.SHADOW_LEFT_OUT,
                "Requests that a watched version did not answer, though its turn had come.",
                registry,
                Label.REASON);
        cost = new Series<>(
                Counter.builder(Metric.SHADOW_COST)
                        .description("What answers of watched versions cost, partly estimated; part of no other cost.")
                        .baseUnit("usd")
                        .withRegistry(registry),
                Label.POLICY,
                Label.MODEL);
        seconds = new Series<>(
                Counter.builder(Metric.SHADOW_SECONDS)
                        .description("How long answers took that were compared, the app's and the watched version's.")
                        .baseUnit("seconds")
                        .withRegistry(registry),
                Label.POLICY,
                Label.SIDE);
    }

    void count(Shadowed shadowed, String policy, String model) {
        Compared compared = shadowed.compared();
        answers.of(policy, model, shadowed.attempt().verdict().label()).increment();
        shadowed.cost().ifPresent(known -> cost.of(policy, model).increment(known.dollars()));
        if (compared.shadow().characters().isEmpty()) return;
        seconds.of(policy, "app").increment(compared.app().seconds());
        seconds.of(policy, "shadow").increment(compared.shadow().seconds());
    }

    void leftOut(LeftOut why) {
        leftOut.of(why.label()).increment();
    }
}
