package dev.outrigger.registry;

import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;

/** What a model costs, in US dollars per million tokens of input and of output. */
public record Price(
        @Doc("Per million tokens of the request.") @Range(min = "0", max = "100000")
        double input,

        @Doc("Per million tokens of the answer.") @Range(min = "0", max = "100000")
        double output) {
    /** Dollars for so many tokens. */
    public double of(long inputTokens, long outputTokens) {
        return (input * inputTokens + output * outputTokens) / 1_000_000;
    }
}
