package dev.outrigger.life;

import dev.outrigger.engine.Footprint;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeMap;

/** What loaded models hold, each by its name, and what all of them may. Thread-safe. */
public final class Ledger {
    /** The key of the bound in the configuration. */
    private static final String KEY = "limits.modelBytes";

    private final LoadListener listener;
    private final SequencedMap<String, Footprint> held = new TreeMap<>();
    private OptionalLong bound = OptionalLong.empty();

    public Ledger(LoadListener listener) {
        this.listener = listener;
    }

    /** All of them together may hold so much; what is more already stays. */
    public synchronized void bound(OptionalLong bytes) {
        bound = bytes;
    }

    /** What each holds that is in memory now. */
    public synchronized SequencedMap<String, Footprint> held() {
        return new TreeMap<>(held);
    }

    /** Whether this much more is within the bound. */
    synchronized boolean hasRoom(Footprint more) {
        return bound.isEmpty() || more.total() <= free(bound.getAsLong());
    }

    /** @throws IOException when this much more would be over the bound; it says by how much */
    synchronized void check(String model, Footprint more) throws IOException {
        if (hasRoom(more)) return;
        throw new IOException(over(model, more, free(bound.getAsLong())));
    }

    /** @throws IOException when this much would be over the bound even where what it replaces, which is held now, is gone */
    synchronized void check(String model, Footprint more, Footprint replaced) throws IOException {
        if (bound.isEmpty()) return;
        long free = free(bound.getAsLong()) + replaced.total();
        if (more.total() > free) throw new IOException(over(model, more, free) + " when the one before is gone");
    }

    private String over(String model, Footprint more, long free) {
        return "%s is %d bytes: %s needs %d, and %d are free"
                .formatted(KEY, bound.orElseThrow(), model, more.total(), Math.max(0, free));
    }

    void add(String model, Footprint footprint) {
        tell(model, footprint, 1);
    }

    void remove(String model, Footprint footprint) {
        tell(model, footprint, -1);
    }

    private void tell(String model, Footprint change, int sign) {
        Footprint now;
        synchronized (this) {
            Footprint before = held.getOrDefault(model, Footprint.NOTHING);
            now = new Footprint(
                    before.weights() + sign * change.weights(),
                    before.cache() + sign * change.cache(),
                    before.adapters() + sign * change.adapters());
            if (now.total() == 0) held.remove(model);
            else held.put(model, now);
        }
        listener.held(model, now);
    }

    private long free(long most) {
        return most - held.values().stream().mapToLong(Footprint::total).sum();
    }
}
