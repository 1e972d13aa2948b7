package dev.outrigger.registry;

import java.util.OptionalDouble;

/**
 * How fast a model has answered of late, in this process. Times are seconds.
 *
 * @param firstContent of streams, to their first content
 * @param streamed of streams, to their end
 * @param whole of answers that are not streamed
 * @param shortAnswer the middle one of all answers, cut down to {@link #SHORT} tokens: what a profile's latency says, as
 *     measured; absent while too few are known, or the last is long ago
 * @param tokensPerSecond the middle one of streams, from their first content on; absent while too few are known
 */
public record Pace(
        Quantiles firstContent,
        Quantiles streamed,
        Quantiles whole,
        OptionalDouble shortAnswer,
        OptionalDouble tokensPerSecond) {
    /** Tokens of a short answer. */
    public static final int SHORT = 100;

    /** Nothing is known. */
    public static final Pace UNKNOWN = new Pace(
            Quantiles.UNKNOWN, Quantiles.UNKNOWN, Quantiles.UNKNOWN, OptionalDouble.empty(), OptionalDouble.empty());

    /** The same, too long ago to say what an answer would take now. */
    Pace old() {
        return shortAnswer.isEmpty()
                ? this
                : new Pace(firstContent, streamed, whole, OptionalDouble.empty(), tokensPerSecond);
    }
}
