package dev.outrigger.exchange;

import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Usage;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An app's answer beside that of a version of its policy which is only watched: figures, and nothing of what either says.
 *
 * @param exchange whose answer it is
 * @param time when that began
 * @param policy its name
 * @param serves the hash of the version that decided
 * @param watched the hash of the other
 * @param likeness how alike the texts are; absent where one of the two is none, or is not known whole
 */
public record Compared(
        String exchange,
        Instant time,
        String policy,
        String serves,
        String watched,
        Side app,
        Side shadow,
        Optional<Likeness> likeness) {
    private static final double NANOS = 1e9;

    /**
     * One of the two answers.
     *
     * @param verdict {@code ok}, {@code heard}, or the failure's kind
     * @param firstSeconds from the call's beginning to its first content
     * @param seconds to its end
     * @param dollars absent where they are not known
     * @param isEstimated whether they are a lower bound
     * @param characters of its text; absent where it was not read
     * @param toolCalls how many it asks for; likewise
     */
    public record Side(
            String model,
            String verdict,
            OptionalDouble firstSeconds,
            double seconds,
            Usage usage,
            OptionalDouble dollars,
            boolean isEstimated,
            Optional<FinishReason> finish,
            Optional<Long> characters,
            Optional<Integer> toolCalls) {
        /** That of this attempt. */
        public static Side of(
                Attempt attempt, Optional<Cost> cost, Optional<Long> characters, Optional<Integer> calls) {
            long start = attempt.startNanos();
            return new Side(
                    attempt.model(),
                    attempt.verdict().label(),
                    attempt.firstContent().isPresent()
                            ? OptionalDouble.of((attempt.firstContent().getAsLong() - start) / NANOS)
                            : OptionalDouble.empty(),
                    (attempt.endNanos() - start) / NANOS,
                    attempt.usage(),
                    cost.map(known -> OptionalDouble.of(known.dollars())).orElse(OptionalDouble.empty()),
                    cost.filter(Cost::isEstimated).isPresent(),
                    attempt.finish(),
                    characters,
                    calls);
        }
    }

    /**
     * How alike two texts are.
     *
     * @param equal whether they are the same, but for blanks around them
     * @param overlap of their words, 0 to 1
     */
    public record Likeness(boolean equal, double overlap) {}
}
