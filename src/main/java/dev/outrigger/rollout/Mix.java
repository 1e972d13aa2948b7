package dev.outrigger.rollout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Which share of the work each task is taken to be; what is of another task does not count.
 *
 * @param shares by task, above 0; only their ratios matter
 */
public record Mix(String name, SequencedMap<String, Double> shares) {
    /** Everything counts alike, as it comes. */
    static final Mix AS_IT_COMES = new Mix("as they come", new LinkedHashMap<>());

    public Mix {
        shares = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(shares));
    }

    /**
     * Of {@code TASK=SHARE,TASK=SHARE…}.
     *
     * @throws IllegalArgumentException where it is not written so
     */
    public static Mix parse(String text) {
        SequencedMap<String, Double> shares = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int at = part.lastIndexOf('=');
            if (at < 1 || shares.put(part.substring(0, at).strip(), share(part.substring(at + 1))) != null)
                throw wrong(text);
        }
        if (shares.values().stream().allMatch(share -> share == 0)) throw wrong(text);
        return new Mix(text, shares);
    }

    private static double share(String text) {
        try {
            double share = Double.parseDouble(text.strip());
            if (share >= 0 && Double.isFinite(share)) return share;
        } catch (NumberFormatException none) {
            // Said below.
        }
        throw wrong(text);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("a mix must be TASK=SHARE,TASK=SHARE…, of tasks once each, was " + text);
    }

    /** Tasks that have a share and are not among these. */
    List<String> without(Set<String> tasks) {
        return shares.entrySet().stream()
                .filter(share -> share.getValue() > 0 && !tasks.contains(share.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What a decision of a task counts, of which there are so many. */
    double weight(String task, Map<String, Integer> counts) {
        return shares.isEmpty() ? 1 : shares.getOrDefault(task, 0.0) / counts.getOrDefault(task, 1);
    }
}
