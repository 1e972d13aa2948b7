package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.LogitBias;
import dev.outrigger.chat.Sampling;
import java.util.Optional;
import java.util.OptionalInt;

/** What a request may ask of how its tokens are drawn, where its dialect leaves it to the model. */
final class SamplingBounds {
    /** As OpenAI, Ollama and Gemini have it. */
    static final int TOP_LOG_PROBS = 20;

    /** Tokens that have a bias of their own. */
    static final int BIASES = 1_024;

    /** Of one, either way; at the lower end it bans its token. */
    static final double BIAS = 100;

    private SamplingBounds() {}

    /**
     * @param vocabulary how many tokens the model has
     * @throws FailureException {@link Failure.Rejected} when one is not kept; it names the field as OpenAI has it
     */
    static void check(Sampling sampling, int vocabulary) {
        int others = sampling.topLogProbs().orElse(0);
        if (others > TOP_LOG_PROBS) throw rejected("top_logprobs must be 0 to " + TOP_LOG_PROBS + ", was " + others);
        LogitBias bias = sampling.logitBias();
        if (bias.size() > BIASES) throw rejected("logit_bias must have at most " + BIASES + " tokens, has more");
        OptionalInt none =
                bias.tokens().filter(token -> token < 0 || token >= vocabulary).findFirst();
        if (none.isPresent())
            throw rejected("logit_bias must have ids of the model's own tokens, 0 to " + (vocabulary - 1) + ", had "
                    + none.getAsInt());
        OptionalInt beyond =
                bias.tokens().filter(token -> Math.abs(bias.of(token)) > BIAS).findFirst();
        if (beyond.isPresent())
            throw rejected(
                    "logit_bias." + beyond.getAsInt() + " must be -100 to 100, was " + bias.of(beyond.getAsInt()));
    }

    private static FailureException rejected(String rule) {
        return new FailureException(new Failure.Rejected(400, rule, Optional.empty()));
    }
}
