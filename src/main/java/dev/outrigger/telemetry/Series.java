package dev.outrigger.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The meters of one name, by the values of their labels. Micrometer would sort tags and make an id at each use, seven
 * times an exchange; here a meter that was used before is found by its values alone. There are as many as in the
 * registry: {@link Labels} bounds them. Thread safe.
 */
final class Series<M extends Meter> {
    private final MeterProvider<M> provider;
    private final List<String> labels;
    private final Map<List<String>, M> known = new ConcurrentHashMap<>();

    Series(MeterProvider<M> provider, String... labels) {
        this.provider = provider;
        this.labels = List.of(labels);
    }

    /** @param values of the labels, in their order */
    M of(String... values) {
        return known.computeIfAbsent(List.of(values), this::meter);
    }

    private M meter(List<String> values) {
        if (values.size() != labels.size())
            throw new IllegalArgumentException("labels " + labels + " cannot be " + values);
        Tags tags = Tags.empty();
        for (int i = 0; i < values.size(); i++) tags = tags.and(labels.get(i), values.get(i));
        return provider.withTags(tags);
    }
}
