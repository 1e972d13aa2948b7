package dev.outrigger.engine;

/**
 * Memory that a loaded model holds, in bytes, on the device it computes on.
 *
 * @param weights as the program holds them, with the tables beside them
 * @param cache keys and values of all slots
 * @param adapters of those that are resident now
 */
public record Footprint(long weights, long cache, long adapters) {
    public static final Footprint NOTHING = new Footprint(0, 0, 0);

    public Footprint {
        if (weights < 0 || cache < 0 || adapters < 0)
            throw new IllegalArgumentException(
                    "nothing holds less than nothing: " + weights + ", " + cache + ", " + adapters);
    }

    public long total() {
        return weights + cache + adapters;
    }
}
