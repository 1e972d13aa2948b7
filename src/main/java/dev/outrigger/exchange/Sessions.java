package dev.outrigger.exchange;

import dev.outrigger.route.Occasion;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the conversations of this process were answered last. Those of which nothing was heard for longest are forgotten,
 * when there are too many and when their time is over. It outlives any configuration. Thread-safe; each call takes a moment.
 */
public final class Sessions {
    /** In the order of their last answers, the oldest first. */
    private final Map<Long, Occasion.Pin> pins = new LinkedHashMap<>();

    /**
     * Where a conversation was answered; absent for one that is not known any more.
     *
     * @param idle how long one is remembered after its last answer
     */
    public synchronized Optional<Occasion.Pin> find(long session, Instant now, Duration idle) {
        return Optional.ofNullable(pins.get(session)).filter(pin -> !pin.last().isBefore(now.minus(idle)));
    }

    /**
     * A request of it was answered whole.
     *
     * @param model the name of its profile
     * @param most conversations that are remembered
     * @param idle how long each is after its last answer
     */
    public synchronized void answered(long session, String model, Instant now, int most, Duration idle) {
        Instant over = now.minus(idle);
        Occasion.Pin before = pins.remove(session);
        int turns = before == null || before.last().isBefore(over) ? 0 : before.turns();
        Iterator<Occasion.Pin> oldest = pins.values().iterator();
        while (oldest.hasNext() && (oldest.next().last().isBefore(over) || pins.size() >= most)) oldest.remove();
        pins.put(session, new Occasion.Pin(model, turns + 1, now));
    }

    /** How many are remembered. */
    public synchronized int size() {
        return pins.size();
    }
}
