package dev.outrigger.telemetry;

import dev.outrigger.registry.Figures;
import dev.outrigger.registry.ModelState;
import dev.outrigger.telemetry.Names.Label;
import dev.outrigger.telemetry.Names.Metric;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A model's figures as gauges, read when they are scraped. One that is unknown is not a number, rather than 0. */
final class FigureGauges {
    private final MeterRegistry registry;
    private final Function<String, Optional<ModelState>> states;
    private final String model;

    FigureGauges(MeterRegistry registry, Function<String, Optional<ModelState>> states, String model) {
        this.registry = registry;
        this.states = states;
        this.model = model;
    }

    void register() {
        gauge(
                Metric.MODEL_ERRORS,
                "Share of a model's attempts of the last five minutes that failed.",
                Tags.empty(),
                figures -> figures.errorRate().orElse(Double.NaN));
        headroom("requests", figures -> number(figures.headroom().requests()));
        headroom("tokens", figures -> number(figures.headroom().tokens()));
        gauge(
                Metric.MODEL_OFFERED,
                "1 when a model's server lists it, 0 when it does not.",
                Tags.empty(),
                figures -> switch (figures.offer()) {
                    case YES -> 1;
                    case NO -> 0;
                    case UNKNOWN -> Double.NaN;
                });
    }

    private void headroom(String part, ToDoubleFunction<Figures> value) {
        gauge(
                Metric.MODEL_HEADROOM,
                "What is left of a model's rate limits, as its server last said.",
                Tags.of(Label.PART, part),
                value);
    }

    private void gauge(String name, String description, Tags tags, ToDoubleFunction<Figures> value) {
        Gauge.builder(
                        name,
                        states,
                        now -> now.apply(model)
                                .map(state -> value.applyAsDouble(state.figures()))
                                .orElse(Double.NaN))
                .description(description)
                .tags(tags.and(Label.MODEL, model))
                .strongReference(true)
                .register(registry);
    }

    private static double number(OptionalLong said) {
        return said.isPresent() ? said.getAsLong() : Double.NaN;
    }
}
