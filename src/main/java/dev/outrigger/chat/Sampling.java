package dev.outrigger.chat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the answer's tokens are drawn. What the app did not say is absent; the backend's own default then holds.
 *
 * @param temperature 0 is greedy; finite, at least 0
 * @param topP nucleus, 0 to 1
 * @param topK the number of most likely tokens kept, at least 1
 * @param maxTokens of the answer, at least 1
 * @param seed for repeatable draws
 * @param stop texts that end the answer and are not part of it
 * @param choices how many answers are asked for (OpenAI {@code n}, Gemini {@code candidateCount})
 * @param presencePenalty taken from the logits of tokens that stood before, once; finite
 * @param frequencyPenalty taken for each time a token stood before; finite
 * @param topLogProbs when the tokens' log probabilities are asked for: of how many others at each place, at least 0
 * @param minP the least share of the likeliest token's probability that a token must have to be kept, 0 to 1
 * @param logitBias added to the logits, by ids of the model's own tokens
 */
public record Sampling(
        OptionalDouble temperature,
        OptionalDouble topP,
        OptionalInt topK,
        OptionalInt maxTokens,
        OptionalLong seed,
        List<String> stop,
        int choices,
        OptionalDouble presencePenalty,
        OptionalDouble frequencyPenalty,
        OptionalInt topLogProbs,
        OptionalDouble minP,
        LogitBias logitBias) {
    /** Nothing said: the backend's own defaults. */
    public static final Sampling UNSAID = new Sampling(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            List.of(),
            1,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty());

    /** Without what few vendors have. */
    public Sampling(
            OptionalDouble temperature,
            OptionalDouble topP,
            OptionalInt topK,
            OptionalInt maxTokens,
            OptionalLong seed,
            List<String> stop,
            int choices,
            OptionalDouble presencePenalty,
            OptionalDouble frequencyPenalty,
            OptionalInt topLogProbs) {
        this(
                temperature,
                topP,
                topK,
                maxTokens,
                seed,
                stop,
                choices,
                presencePenalty,
                frequencyPenalty,
                topLogProbs,
                OptionalDouble.empty(),
                LogitBias.NONE);
    }

    public Sampling {
        stop = List.copyOf(stop);
        temperature.ifPresent(value -> within("temperature", value, Double.MAX_VALUE));
        topP.ifPresent(value -> within("topP", value, 1));
        topK.ifPresent(value -> within("topK", value - 1, Integer.MAX_VALUE));
        maxTokens.ifPresent(value -> within("maxTokens", value - 1, Integer.MAX_VALUE));
        within("choices", choices - 1, Integer.MAX_VALUE);
        presencePenalty.ifPresent(value -> within("presencePenalty", Math.abs(value), Double.MAX_VALUE));
        frequencyPenalty.ifPresent(value -> within("frequencyPenalty", Math.abs(value), Double.MAX_VALUE));
        topLogProbs.ifPresent(value -> within("topLogProbs", value, Integer.MAX_VALUE));
        minP.ifPresent(value -> within("minP", value, 1));
    }

    private static void within(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) throw new IllegalArgumentException(name + " is out of range");
    }

    /** The same with a bound on the answer's tokens. */
    public Sampling withMaxTokens(int tokens) {
        return new Sampling(
                temperature,
                topP,
                topK,
                OptionalInt.of(tokens),
                seed,
                stop,
                choices,
                presencePenalty,
                frequencyPenalty,
                topLogProbs,
                minP,
                logitBias);
    }

    /** The same, of which a token must have this share of the likeliest one's probability. */
    public Sampling withMinP(OptionalDouble share) {
        return new Sampling(
                temperature,
                topP,
                topK,
                maxTokens,
                seed,
                stop,
                choices,
                presencePenalty,
                frequencyPenalty,
                topLogProbs,
                share,
                logitBias);
    }

    /** The same with this added to the logits. */
    public Sampling withLogitBias(LogitBias bias) {
        return new Sampling(
                temperature,
                topP,
                topK,
                maxTokens,
                seed,
                stop,
                choices,
                presencePenalty,
                frequencyPenalty,
                topLogProbs,
                minP,
                bias);
    }
}
