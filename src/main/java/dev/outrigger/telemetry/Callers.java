package dev.outrigger.telemetry;

import dev.outrigger.exchange.Asker;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pairs of app and tenant that may be labels: at most {@link Bounds#LABEL_VALUES} in the life of the process, the first ones.
 * Whoever else asks is counted as {@value Labels#OTHER} in both.
 */
final class Callers {
    private static final Pair OTHERS = new Pair(Labels.OTHER, Labels.OTHER);

    private final Set<Pair> known = ConcurrentHashMap.newKeySet();

    /** Values of the two labels. */
    record Pair(String app, String tenant) {}

    Pair admit(Asker asker) {
        Pair pair = new Pair(label(asker.app()), label(asker.tenant()));
        return known.contains(pair) || learn(pair) ? pair : OTHERS;
    }

    private synchronized boolean learn(Pair pair) {
        return known.size() < Bounds.LABEL_VALUES && (known.add(pair) || known.contains(pair));
    }

    private static String label(Optional<String> name) {
        return name.isPresent() ? Bounds.text(name.get()) : Labels.NONE;
    }
}
