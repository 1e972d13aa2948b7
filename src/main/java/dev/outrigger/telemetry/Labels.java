package dev.outrigger.telemetry;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values one label of a metric may take: at most {@link Bounds#LABEL_VALUES} in the life of the process, however
 * often the configuration changes. Every further value is counted under {@value #OTHER}.
 */
final class Labels {
    static final String OTHER = "other";
    static final String NONE = "none";

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** Lets these values through from now on, as far as there is room. */
    synchronized void learn(Collection<String> values) {
        for (String value : values) if (known.size() < Bounds.LABEL_VALUES) known.add(value);
    }

    /** The value itself if it was learned, or is {@value #NONE}, else {@value #OTHER}. */
    String of(String value) {
        return value.equals(NONE) || known.contains(value) ? value : OTHER;
    }

    /** The value itself, learned now if there is room: for values that the code gives, not the app or upstream. */
    String admit(String value) {
        if (known.contains(value)) return value;
        learn(Set.of(value));
        return of(value);
    }
}
