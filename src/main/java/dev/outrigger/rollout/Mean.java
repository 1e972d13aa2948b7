package dev.outrigger.rollout;

import java.util.OptionalDouble;

/** A sum that knows of how many. Not thread-safe. */
final class Mean {
    private double sum;
    private long count;

    void add(double value) {
        add(value, 1);
    }

    void add(double value, long times) {
        sum += value * times;
        count += times;
    }

    void add(OptionalDouble value) {
        value.ifPresent(this::add);
    }

    long count() {
        return count;
    }

    /** Absent of none. */
    OptionalDouble sum() {
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum);
    }

    OptionalDouble value() {
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }
}
