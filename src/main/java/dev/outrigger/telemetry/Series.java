package dev.outrigger.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The meters of one name, by the values of their labels. Micrometer would sort tags and make an id at each use, twenty
 * times an exchange; here a meter that was used before is found by its values alone. There are as many as in the
 * registry: {@link Labels} bounds them. Thread safe.
 */
final class Series<M extends Meter> {
    private static final int FIRST_SIZE = 16;

    private final MeterProvider<M> provider;
    private final List<String> labels;
    private int count;

    /** Hashed with open addressing and no more than half full; its size is a power of two. */
    private volatile AtomicReferenceArray<Known<M>> known = new AtomicReferenceArray<>(FIRST_SIZE);

    Series(MeterProvider<M> provider, String... labels) {
        this.provider = provider;
        this.labels = List.of(labels);
    }

    private record Known<M>(List<String> values, M meter) {
        boolean isOf(String[] others) {
            if (values.size() != others.length) return false;
            for (int i = 0; i < others.length; i++) if (!values.get(i).equals(others[i])) return false;
            return true;
        }
    }

    /** @param values of the labels, in their order */
    M of(String... values) {
        AtomicReferenceArray<Known<M>> table = known;
        Known<M> found = table.get(slot(table, values));
        return found == null ? add(values) : found.meter();
    }

    private synchronized M add(String... values) {
        int slot = slot(known, values);
        Known<M> meanwhile = known.get(slot);
        if (meanwhile != null) return meanwhile.meter();
        Known<M> made = new Known<>(List.of(values), meter(values));
        known.set(slot, made);
        count++;
        if (2 * count > known.length()) known = doubled();
        return made.meter();
    }

    private AtomicReferenceArray<Known<M>> doubled() {
        AtomicReferenceArray<Known<M>> larger = new AtomicReferenceArray<>(2 * known.length());
        for (int i = 0; i < known.length(); i++) {
            Known<M> each = known.get(i);
            if (each != null) larger.set(slot(larger, each.values().toArray(String[]::new)), each);
        }
        return larger;
    }

    /** Where they stand, or would. */
    private static <M> int slot(AtomicReferenceArray<Known<M>> table, String... values) {
        int last = table.length() - 1;
        int slot = Arrays.hashCode(values) & last;
        for (Known<M> other = table.get(slot); other != null && !other.isOf(values); other = table.get(slot))
            slot = (slot + 1) & last;
        return slot;
    }

    private M meter(String... values) {
        if (values.length != labels.size())
            throw new IllegalArgumentException("labels " + labels + " cannot be " + Arrays.toString(values));
        Tags tags = Tags.empty();
        for (int i = 0; i < values.length; i++) tags = tags.and(labels.get(i), values[i]);
        return provider.withTags(tags);
    }
}
