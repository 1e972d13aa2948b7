package dev.outrigger.rollout;

import dev.outrigger.chat.Usage;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Cost;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Times;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came of a decision.
 *
 * @param served the model that answered
 * @param verdict {@code ok}, {@code cancelled}, or the failure's kind
 * @param status that the app got
 * @param usage of the app's request and its answer, as the backend counted it that tells of the end
 * @param dollars of all attempts; absent when any part is unknown
 * @param isEstimated whether they are a lower bound
 * @param baselineDollars what the policy's baseline would have cost
 * @param firstByteSeconds from the request's beginning to the answer's
 * @param seconds to its end
 */
record Outcome(
        Optional<String> served,
        String verdict,
        int status,
        int attempts,
        Usage usage,
        OptionalDouble dollars,
        boolean isEstimated,
        OptionalDouble baselineDollars,
        OptionalDouble firstByteSeconds,
        double seconds) {
    private static final double NANOS = 1e9;

    static Outcome of(Exchange exchange) {
        Times times = exchange.times();
        return new Outcome(
                exchange.served().map(Attempt::model),
                exchange.verdict().label(),
                exchange.status(),
                exchange.attempts().size(),
                Attempt.usage(exchange.attempts()),
                exchange.cost().map(cost -> OptionalDouble.of(cost.dollars())).orElse(OptionalDouble.empty()),
                exchange.cost().filter(Cost::isEstimated).isPresent(),
                exchange.baselineCost(),
                times.firstByteNanos().isPresent()
                        ? OptionalDouble.of(times.firstByteNanos().getAsLong() / NANOS)
                        : OptionalDouble.empty(),
                times.endNanos() / NANOS);
    }

    /** Whether the app got a whole answer. */
    boolean isAnswered() {
        return verdict.equals("ok");
    }
}
