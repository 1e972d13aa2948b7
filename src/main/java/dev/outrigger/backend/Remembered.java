package dev.outrigger.backend;

import dev.outrigger.config.Hash;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What judges chose, by a hash of what they were shown: nothing of that itself is kept. Of each policy the newest, as many
 * as it says. Thread-safe.
 */
final class Remembered {
    private final Map<String, LinkedHashMap<Hash, String>> byPolicy = new HashMap<>();

    /** The name that was chosen. */
    synchronized Optional<String> choice(String policy, Hash shown) {
        return Optional.ofNullable(byPolicy.get(policy)).map(choices -> choices.get(shown));
    }

    /**
     * Remembers it, and forgets what was not asked for longest.
     *
     * @param most choices of this policy
     */
    synchronized void remember(String policy, Hash shown, String choice, int most) {
        LinkedHashMap<Hash, String> choices =
                byPolicy.computeIfAbsent(policy, name -> new LinkedHashMap<>(16, 0.75f, true));
        choices.put(shown, choice);
        while (choices.size() > most) choices.pollFirstEntry();
    }

    /** How many are remembered of a policy. */
    synchronized int size(String policy) {
        return Optional.ofNullable(byPolicy.get(policy)).map(Map::size).orElse(0);
    }
}
