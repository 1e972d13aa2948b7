package dev.outrigger.support;

import dev.outrigger.chat.Sampling;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** How a test wants tokens drawn: what is not said here, the app did not say. */
public final class Drawn {
    private OptionalDouble temperature = OptionalDouble.empty();
    private OptionalDouble topP = OptionalDouble.empty();
    private OptionalInt topK = OptionalInt.empty();
    private OptionalInt maxTokens = OptionalInt.empty();
    private OptionalLong seed = OptionalLong.empty();
    private List<String> stop = List.of();
    private int choices = 1;
    private OptionalDouble presencePenalty = OptionalDouble.empty();
    private OptionalDouble frequencyPenalty = OptionalDouble.empty();
    private OptionalInt topLogProbs = OptionalInt.empty();

    public Drawn temperature(double value) {
        temperature = OptionalDouble.of(value);
        return this;
    }

    public Drawn topP(double value) {
        topP = OptionalDouble.of(value);
        return this;
    }

    public Drawn topK(int value) {
        topK = OptionalInt.of(value);
        return this;
    }

    public Drawn maxTokens(int value) {
        maxTokens = OptionalInt.of(value);
        return this;
    }

    public Drawn seed(long value) {
        seed = OptionalLong.of(value);
        return this;
    }

    public Drawn stop(String... texts) {
        stop = List.of(texts);
        return this;
    }

    public Drawn choices(int value) {
        choices = value;
        return this;
    }

    public Drawn presencePenalty(double value) {
        presencePenalty = OptionalDouble.of(value);
        return this;
    }

    public Drawn frequencyPenalty(double value) {
        frequencyPenalty = OptionalDouble.of(value);
        return this;
    }

    public Drawn topLogProbs(int value) {
        topLogProbs = OptionalInt.of(value);
        return this;
    }

    public Sampling sampling() {
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
                topLogProbs);
    }
}
