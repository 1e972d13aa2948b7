package dev.outrigger.exchange;

import java.util.OptionalLong;

/**
 * When what happened to an exchange, in nanoseconds since its start.
 *
 * @param readNanos when the request had been read whole and its routing began: analysis, then decision, then attempts;
 *     0 when its body was not read here
 * @param decideNanos how long the decision took, after the analysis; a duration
 * @param firstByteNanos when the first byte of the answer went to the app
 * @param deadlineNanos when its deadline would have run out; absent where none holds
 * @param endNanos when the last byte went, or it was given up
 */
public record Times(
        long readNanos, long decideNanos, OptionalLong firstByteNanos, OptionalLong deadlineNanos, long endNanos) {
    public Times {
        if (readNanos < 0 || decideNanos < 0 || endNanos < readNanos)
            throw new IllegalArgumentException(
                    "times must run forward: read %d, decide %d, end %d".formatted(readNanos, decideNanos, endNanos));
    }
}
