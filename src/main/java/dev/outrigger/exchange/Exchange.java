package dev.outrigger.exchange;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.route.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The one account of a request, complete and immutable. Each request that the data port reads a head of has exactly one:
 * answered or refused, passed through, cut, left by its app, or no HTTP at all.
 *
 * @param settingsHash of the configuration it was served with
 * @param status the HTTP status the app got; 499 when it left before one was sent
 * @param analysis absent when the request was passed through unread, or asks for embeddings
 * @param cost of all attempts; absent when any part of it is unknown
 * @param attemptCosts of each attempt, in their order; absent where it is unknown
 * @param baselineCost what the policy's baseline would have cost for the same tokens
 * @param clearance who was allowed to be told it, and why
 * @param dropped names of request fields that could not cross to the served dialect, and of what could not cross back
 * @param basis what the decision rested on; absent where no policy decided
 */
public record Exchange(
        ExchangeId id,
        Origin origin,
        Instant start,
        String settingsHash,
        Optional<Analysis> analysis,
        Optional<Decision> decision,
        List<Attempt> attempts,
        Verdict verdict,
        int status,
        Times times,
        Optional<Cost> cost,
        List<Optional<Cost>> attemptCosts,
        OptionalDouble baselineCost,
        Clearance clearance,
        List<String> dropped,
        Optional<Basis> basis) {
    public Exchange {
        attempts = List.copyOf(attempts);
        attemptCosts = List.copyOf(attemptCosts);
        dropped = List.copyOf(dropped);
    }

    /** The attempt whose answer the app got, if any. */
    public Optional<Attempt> served() {
        return Attempt.answered(attempts);
    }

    /** When it had ended. */
    Instant ended() {
        return start.plusNanos(times.endNanos());
    }

    /** The same, of this app where the request does not say of which. */
    public Exchange by(String app) {
        return new Exchange(
                id,
                origin.by(app),
                start,
                settingsHash,
                analysis,
                decision,
                attempts,
                verdict,
                status,
                times,
                cost,
                attemptCosts,
                baselineCost,
                clearance,
                dropped,
                basis);
    }
}
