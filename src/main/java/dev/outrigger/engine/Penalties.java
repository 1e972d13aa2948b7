package dev.outrigger.engine;

import dev.outrigger.chat.LogitBias;
import dev.outrigger.chat.Sampling;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What is added to the model's logits before a token is drawn: the app's bias of single tokens, and less for tokens that
 * stand in the answer already, by {@code presencePenalty} once and by {@code frequencyPenalty} for each time. Negative
 * penalties make them likelier. The prompt does not count.
 *
 * <p>A bias of {@value #BAN} or less bans its token: it is drawn only where a form lets nothing else come.
 *
 * <p>Source: OpenAI API reference, "Chat", {@code frequency_penalty}, {@code presence_penalty} and {@code logit_bias}.
 */
final class Penalties {
    static final double BAN = -100;

    private final double presence;
    private final double frequency;
    private final LogitBias bias;
    private final int vocabulary;
    private final Map<Integer, Integer> counts = new HashMap<>();

    /** @param vocabulary how many tokens there are */
    Penalties(double presence, double frequency, LogitBias bias, int vocabulary) {
        this.presence = presence;
        this.frequency = frequency;
        this.bias = bias;
        this.vocabulary = vocabulary;
    }

    /** As the app said, none where it did not. */
    static Penalties of(Sampling sampling, int vocabulary) {
        return new Penalties(
                sampling.presencePenalty().orElse(0),
                sampling.frequencyPenalty().orElse(0),
                sampling.logitBias(),
                vocabulary);
    }

    /** The token stands in the answer now. */
    void take(int token) {
        if (presence != 0 || frequency != 0) counts.merge(token, 1, Integer::sum);
    }

    /**
     * The candidates in their new order, without those that are banned. What became likelier is among them wherever it stood
     * before; and where all of them fell behind what may stand behind the shortlist, they are the best of all tokens.
     */
    Candidates adjust(Candidates candidates) {
        if (counts.isEmpty() && bias.isEmpty()) return candidates;
        Candidates adjusted = new Candidates(candidates.tokens(), candidates.logits(), candidates.rest(), token ->
                (float) (candidates.logit(token) + added(token)));
        IntStream risen = IntStream.concat(counts.keySet().stream().mapToInt(Integer::intValue), bias.tokens())
                .filter(token -> added(token) > 0);
        int[] shortlist = IntStream.concat(IntStream.of(candidates.tokens()), risen)
                .distinct()
                .filter(token -> !isBanned(token))
                .toArray();
        float behind = candidates.logits()[candidates.size() - 1];
        boolean isKnown = candidates.rest() == Float.NEGATIVE_INFINITY
                || IntStream.of(shortlist).anyMatch(token -> adjusted.scorer().score(token) >= behind);
        int[] all = isKnown && shortlist.length > 0
                ? shortlist
                : IntStream.range(0, vocabulary)
                        .filter(token -> !isBanned(token))
                        .toArray();
        return adjusted.best(
                all.length == 0 ? candidates.tokens() : all, Math.max(shortlist.length, candidates.size()));
    }

    private double added(int token) {
        int count = counts.getOrDefault(token, 0);
        return bias.of(token) - (count == 0 ? 0 : presence + frequency * count);
    }

    private boolean isBanned(int token) {
        return bias.of(token) <= BAN;
    }
}
