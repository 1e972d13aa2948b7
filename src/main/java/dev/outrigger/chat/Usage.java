package dev.outrigger.chat;

import java.util.OptionalLong;

/**
 * Tokens as the backend counted them. Absent is not zero.
 *
 * @param input tokens of the request, those read from or written to a prompt cache included
 * @param output tokens of the answer, reasoning included
 * @param cached input tokens read from a prompt cache
 * @param reasoning output tokens spent on reasoning
 * @param cacheWritten input tokens written to a prompt cache (Anthropic bills them apart)
 */
public record Usage(
        OptionalLong input,
        OptionalLong output,
        OptionalLong cached,
        OptionalLong reasoning,
        OptionalLong cacheWritten) {
    /** Nothing is known. */
    public static final Usage ABSENT =
            new Usage(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /** Counts of a vendor that does not tell cache writes. */
    public Usage(OptionalLong input, OptionalLong output, OptionalLong cached, OptionalLong reasoning) {
        this(input, output, cached, reasoning, OptionalLong.empty());
    }

    /** Input and output counted, nothing else known. */
    public static Usage of(long input, long output) {
        return new Usage(OptionalLong.of(input), OptionalLong.of(output), OptionalLong.empty(), OptionalLong.empty());
    }

    /** The tokens of a request whose answer has none, as of embeddings. */
    public static Usage ofInput(long input) {
        return new Usage(OptionalLong.of(input), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    /** What the later report says, and what this one says where the later is silent. */
    public Usage updatedBy(Usage later) {
        return new Usage(
                later.input.isPresent() ? later.input : input,
                later.output.isPresent() ? later.output : output,
                later.cached.isPresent() ? later.cached : cached,
                later.reasoning.isPresent() ? later.reasoning : reasoning,
                later.cacheWritten.isPresent() ? later.cacheWritten : cacheWritten);
    }
}
