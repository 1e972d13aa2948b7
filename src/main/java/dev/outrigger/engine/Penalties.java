package dev.outrigger.engine;

import dev.outrigger.chat.Sampling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes tokens that stand in the answer already less likely: by {@code presencePenalty} once and by
 * {@code frequencyPenalty} for each time. Negative ones make them likelier. The prompt does not count.
 *
 * <p>Source: OpenAI API reference, "Chat", {@code frequency_penalty} and {@code presence_penalty}.
 */
final class Penalties {
    private final double presence;
    private final double frequency;
    private final Map<Integer, Integer> counts = new HashMap<>();

    Penalties(double presence, double frequency) {
        this.presence = presence;
        this.frequency = frequency;
    }

    /** As the app said, none where it did not. */
    static Penalties of(Sampling sampling) {
        return new Penalties(
                sampling.presencePenalty().orElse(0),
                sampling.frequencyPenalty().orElse(0));
    }

    /** The token stands in the answer now. */
    void take(int token) {
        if (presence != 0 || frequency != 0) counts.merge(token, 1, Integer::sum);
    }

    /** The candidates in their new order; with a bonus, the answer's tokens that were none before are among them. */
    Candidates adjust(Candidates candidates) {
        if (counts.isEmpty()) return candidates;
        Map<Integer, Float> adjusted = new HashMap<>();
        for (int i = 0; i < candidates.size(); i++)
            adjusted.put(candidates.tokens()[i], candidates.logits()[i]);
        counts.forEach((token, count) -> {
            double less = presence + frequency * count;
            if (less < 0)
                adjusted.computeIfAbsent(token, other -> candidates.scorer().score(other));
            adjusted.computeIfPresent(token, (same, logit) -> (float) (logit - less));
        });
        return ranked(adjusted, candidates);
    }

    private static Candidates ranked(Map<Integer, Float> adjusted, Candidates before) {
        List<Map.Entry<Integer, Float>> falling = adjusted.entrySet().stream()
                .sorted(Map.Entry.<Integer, Float>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        int[] tokens = new int[falling.size()];
        float[] logits = new float[falling.size()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = falling.get(i).getKey();
            logits[i] = falling.get(i).getValue();
        }
        return new Candidates(tokens, logits, before.rest(), before.scorer());
    }
}
