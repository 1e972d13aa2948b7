package dev.outrigger.proxy;

import dev.outrigger.registry.Cell;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.RegistryView;
import java.util.Optional;

/**
 * Holds the configuration that new exchanges are served with, and swaps it. An exchange keeps the one it entered; what a
 * swapped-out one held is freed when its last exchange leaves. Thread-safe.
 */
public final class LiveSwitch {
    private volatile Tenancy current;

    /** Serving this one. */
    public LiveSwitch(Live first) {
        current = new Tenancy(first);
    }

    /** The configuration of now, for those who only look. */
    public Live peek() {
        return current.live();
    }

    /** One of its models, as it is now. */
    public Optional<ModelState> state(String model) {
        return peek().registry().cell(model).map(Cell::state);
    }

    /** Its models, as they are now. */
    public RegistryView view() {
        return peek().registry().view();
    }

    /** Enters the configuration of now; whoever does must {@link Tenancy#leave} once. */
    Tenancy enter() {
        while (true) {
            Tenancy tenancy = current;
            // Swapped out, and closed, between the read and the entry: there is a newer one.
            if (tenancy.tryEnter()) return tenancy;
        }
    }

    /**
     * From now on serves the next one; {@code free} runs when the last exchange of the one before has left, and of all
     * before that: what they handed on from one to the next is still theirs too.
     */
    public synchronized void swap(Live next, Runnable free) {
        Tenancy before = current;
        Tenancy after = new Tenancy(next);
        // The one before is a tenant of the next.
        after.tryEnter();
        current = after;
        before.retire(() -> {
            free.run();
            after.leave();
        });
    }
}
