package dev.outrigger.registry;

import dev.outrigger.chat.Usage;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a model costs, in US dollars per million tokens. What is not priced apart costs what the rest of its kind does.
 *
 * @param cachedInput of the request, read from a prompt cache
 * @param cacheWrite of the request, written to a prompt cache
 * @param reasoning of the answer, spent on reasoning
 * @param above what holds instead for a long request
 */
public record Price(
        @Doc("Per million tokens of the request.") @Range(min = "0", max = "100000")
        double input,

        @Doc("Per million tokens of the answer.") @Range(min = "0", max = "100000")
        double output,

        @Doc("Per million tokens of the request that are read from a prompt cache; unless said, as input.")
        @Range(min = "0", max = "100000")
        OptionalDouble cachedInput,

        @Doc("Per million tokens of the request that are written to a prompt cache; unless said, as input.")
        @Range(min = "0", max = "100000")
        OptionalDouble cacheWrite,

        @Doc("Per million tokens of the answer that are reasoning; unless said, as output.")
        @Range(min = "0", max = "100000")
        OptionalDouble reasoning,

        Optional<Above> above) {
    private static final double MILLION = 1_000_000;

    /** One that tells requests and answers apart, and nothing else. */
    public Price(double input, double output) {
        this(input, output, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty());
    }

    /** What a long request costs: all of its tokens, and of its answer's. */
    @Doc("What holds instead, for all its tokens, where a request is longer.")
    public record Above(
            @Doc("The most tokens of a request that the ordinary price holds for.") @Range(min = "1", max = "100000000")
            int tokens,

            @Doc("Per million tokens of the request.") @Range(min = "0", max = "100000")
            double input,

            @Doc("Per million tokens of the answer.") @Range(min = "0", max = "100000")
            double output,

            @Doc("Per million tokens of the request that are read from a prompt cache; unless said, as input.")
            @Range(min = "0", max = "100000")
            OptionalDouble cachedInput,

            @Doc("Per million tokens of the request that are written to a prompt cache; unless said, as input.")
            @Range(min = "0", max = "100000")
            OptionalDouble cacheWrite) {}

    /** Dollars for so many tokens, none of them cached and none of them reasoning. */
    public double of(long inputTokens, long outputTokens) {
        return new Split(inputTokens, 0, 0, outputTokens, 0).dollars(over(inputTokens));
    }

    /** Dollars for what was counted; absent where the tokens of the request or of the answer were not. */
    public OptionalDouble of(Usage usage) {
        if (usage.input().isEmpty() || usage.output().isEmpty()) return OptionalDouble.empty();
        Split split = Split.of(usage, usage.input().getAsLong(), usage.output().getAsLong());
        return OptionalDouble.of(split.dollars(over(usage.input().getAsLong())));
    }

    /** What holds for a request of this length. */
    private Price over(long inputTokens) {
        if (above.isEmpty() || inputTokens <= above.get().tokens()) return this;
        Above longer = above.get();
        return new Price(
                longer.input(),
                longer.output(),
                longer.cachedInput(),
                longer.cacheWrite(),
                OptionalDouble.empty(),
                Optional.empty());
    }

    /** Tokens by what they are charged as. No part exceeds its whole, whatever upstream counted. */
    private record Split(long plain, long read, long written, long said, long thought) {
        private static Split of(Usage usage, long input, long output) {
            long read = Math.min(usage.cached().orElse(0), input);
            long written = Math.min(usage.cacheWritten().orElse(0), input - read);
            long thought = Math.min(usage.reasoning().orElse(0), output);
            return new Split(input - read - written, read, written, output - thought, thought);
        }

        private double dollars(Price price) {
            return (price.input * plain
                            + price.cachedInput.orElse(price.input) * read
                            + price.cacheWrite.orElse(price.input) * written
                            + price.output * said
                            + price.reasoning.orElse(price.output) * thought)
                    / MILLION;
        }
    }
}
