package dev.outrigger.telemetry;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.telemetry.Names.Label;
import dev.outrigger.telemetry.Names.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Optional;

/**
 * The meter of whether apps get their answers, apart from what became of each: one name and two series, which are there
 * from the start, so that the first failure is a rise.
 */
final class AnswerMeters {
    private final Series<Counter> answers;

    AnswerMeters(MeterRegistry registry) {
        answers = Meters.counter(
                Metric.ANSWERS,
                "Requests of the app, by whether they got what they were owed.",
                registry,
                Label.RESULT);
        for (Result result : Result.values()) answers.of(result.label());
    }

    void count(Exchange exchange) {
        Optional<Result> result = resultOf(exchange);
        if (result.isPresent()) answers.of(result.get().label()).increment();
    }

    /** Nothing of what was passed through: its answers are upstream's. What this process turns away itself is its own. */
    private static Optional<Result> resultOf(Exchange exchange) {
        return switch (exchange.verdict()) {
            case Verdict.Answered _, Verdict.Heard _ -> exchange.decision().map(decided -> Result.GOOD);
            case Verdict.Cancelled _ -> Optional.empty();
            case Verdict.Failed(Failure failure) ->
                exchange.decision().isPresent() || isOurs(failure) ? Optional.of(of(failure)) : Optional.empty();
        };
    }

    private static boolean isOurs(Failure failure) {
        return failure instanceof Failure.Saturated || failure instanceof Failure.Internal;
    }

    /** What the app did wrong, or must not be told, is answered by saying so. */
    static Result of(Failure failure) {
        return switch (failure) {
            case Failure.Throttled throttled -> by(throttled.key());
            case Failure.Exhausted exhausted -> by(exhausted.key());
            case Failure.UnknownModel unknown -> by(unknown.key());
            case Failure.TooLong _, Failure.Refused _, Failure.Rejected _ -> Result.GOOD;
            case Failure.BodyTooLarge _, Failure.Private _, Failure.Cancelled _ -> Result.GOOD;
            case Failure.Unreachable _, Failure.TimedOut _, Failure.Overloaded _ -> Result.BAD;
            case Failure.Unauthorized _, Failure.Forbidden _, Failure.UnknownPath _ -> Result.BAD;
            case Failure.Untranslatable _, Failure.Malformed _, Failure.Cut _, Failure.Diverged _ -> Result.BAD;
            case Failure.Unsure _, Failure.NoCandidate _, Failure.Saturated _, Failure.Internal _ -> Result.BAD;
        };
    }

    private static Result by(KeyOwner key) {
        return key == KeyOwner.APP ? Result.GOOD : Result.BAD;
    }

    /** Whether an app got what it was owed. */
    enum Result {
        GOOD,
        BAD;

        private final String label = name().toLowerCase(Locale.ROOT);

        private String label() {
            return label;
        }
    }
}
