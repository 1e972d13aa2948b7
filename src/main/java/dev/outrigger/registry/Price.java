package dev.outrigger.registry;

/** What a model costs, in US dollars per million tokens of input and of output. */
public record Price(double input, double output) {
    public Price {
        if (!(input >= 0) || !(output >= 0)) throw new IllegalArgumentException("a price must be 0 or more");
    }

    /** Dollars for so many tokens. */
    public double of(long inputTokens, long outputTokens) {
        return (input * inputTokens + output * outputTokens) / 1_000_000;
    }
}
