package dev.outrigger.chat;

import java.time.Duration;
import java.util.Optional;

/**
 * Why an attempt or an exchange did not succeed. The kind fixes, together, the status the app sees when this was the
 * last word, whether another candidate may be tried, and the label under which it is counted.
 *
 * <p>Messages never hold prompts, answers or keys.
 */
public sealed interface Failure {
    /** What happened, in words for an operator. */
    String message();

    /** Refused, reset before any byte, name not found, TLS. */
    record Unreachable(String message) implements Failure {}

    /** A clock ran out; {@code clock} names which. */
    record TimedOut(String clock, String message) implements Failure {}

    /** Upstream, or the engine, cannot serve now (408, 409, 5xx; queue full, model loading); the wait it asks for. */
    record Overloaded(int upstreamStatus, Optional<Duration> retryAfter, String message, Optional<Verbatim> verbatim)
            implements Failure {
        /** No wait was asked for. */
        public Overloaded(int upstreamStatus, String message, Optional<Verbatim> verbatim) {
            this(upstreamStatus, Optional.empty(), message, verbatim);
        }
    }

    /** Too many requests; {@code retryAfter} when upstream said how long to wait. */
    record Throttled(Optional<Duration> retryAfter, String message, Optional<Verbatim> verbatim) implements Failure {}

    /** A quota that no wait cures. */
    record Exhausted(String message, Optional<Verbatim> verbatim) implements Failure {}

    /** Our own key is wrong. */
    record Unauthorized(String message) implements Failure {}

    /** Our own key may not use this model. */
    record Forbidden(String message) implements Failure {}

    /** Upstream does not know the model. */
    record UnknownModel(String message, Optional<Verbatim> verbatim) implements Failure {}

    /** The request is longer than the model's window. */
    record TooLong(String message, Optional<Verbatim> verbatim) implements Failure {}

    /** A content filter or safety refusal: never shopped around. */
    record Refused(String message, Optional<Verbatim> verbatim) implements Failure {}

    /** The request is at fault. */
    record Rejected(int upstreamStatus, String message, Optional<Verbatim> verbatim) implements Failure {}

    /** Upstream refused what we chose or translated for it. */
    record Untranslatable(String message, Optional<Verbatim> verbatim) implements Failure {}

    /** An answer that is none: empty, HTML, truncated, a stream without content. */
    record Malformed(String message) implements Failure {}

    /** The stream broke after its first byte went to the app. */
    record Cut(String message) implements Failure {}

    /** The app left. */
    record Cancelled(String message) implements Failure {}

    /** Nobody may answer this request; the message names the rules that left each candidate out. */
    record NoCandidate(String message) implements Failure {}

    /** This process is at one of its own bounds, or shutting down. */
    record Saturated(String message) implements Failure {}

    /** A body over the bound {@code limits.bodyBytes}. */
    record BodyTooLarge(String message) implements Failure {}

    /** A fault of our own. */
    record Internal(String message) implements Failure {}

    /** An upstream error answer, kept to be handed on unchanged. */
    record Verbatim(int status, String contentType, Bytes body) {}

    /** The status the app sees when nothing else is tried. */
    default int status() {
        return switch (this) {
            case Unreachable f -> 502;
            case TimedOut f -> 504;
            case Overloaded f -> f.upstreamStatus();
            case Throttled f -> 429;
            case Exhausted f -> 429;
            case Unauthorized f -> 502;
            case Forbidden f -> 502;
            case UnknownModel f -> 404;
            case TooLong f -> 400;
            case Refused f -> 400;
            case Rejected f -> f.upstreamStatus();
            case Untranslatable f -> 400;
            case Malformed f -> 502;
            case Cut f -> 502;
            case Cancelled f -> 499;
            case NoCandidate f -> 503;
            case Saturated f -> 503;
            case BodyTooLarge f -> 413;
            case Internal f -> 500;
        };
    }

    /** Whether another candidate may be tried after it. */
    default boolean mayMoveOn() {
        return switch (this) {
            case Unreachable f -> true;
            case TimedOut f -> !f.clock().equals("deadline");
            case Overloaded f -> true;
            case Throttled f -> true;
            case Exhausted f -> true;
            case Unauthorized f -> true;
            case Forbidden f -> true;
            case UnknownModel f -> true;
            case TooLong f -> true;
            case Untranslatable f -> true;
            case Malformed f -> true;
            case Refused f -> false;
            case Rejected f -> false;
            case Cut f -> false;
            case Cancelled f -> false;
            case NoCandidate f -> false;
            case Saturated f -> false;
            case BodyTooLarge f -> false;
            case Internal f -> true;
        };
    }

    /** What a breaker makes of it. */
    default Weight weight() {
        return switch (this) {
            case Unreachable f -> Weight.FAILURE;
            case TimedOut f -> f.clock().equals("deadline") ? Weight.NEUTRAL : Weight.FAILURE;
            case Overloaded f -> Weight.FAILURE;
            case Malformed f -> Weight.FAILURE;
            case Cut f -> Weight.FAILURE;
            case Throttled f -> Weight.NEUTRAL;
            case Exhausted f -> Weight.NEUTRAL;
            case Unauthorized f -> Weight.NEUTRAL;
            case Forbidden f -> Weight.NEUTRAL;
            case UnknownModel f -> Weight.NEUTRAL;
            case TooLong f -> Weight.NEUTRAL;
            case Refused f -> Weight.NEUTRAL;
            case Rejected f -> Weight.NEUTRAL;
            case Untranslatable f -> Weight.NEUTRAL;
            case Cancelled f -> Weight.NEUTRAL;
            case NoCandidate f -> Weight.NEUTRAL;
            case Saturated f -> Weight.NEUTRAL;
            case BodyTooLarge f -> Weight.NEUTRAL;
            case Internal f -> Weight.NEUTRAL;
        };
    }

    /** The kind in snake case: metric label, {@code error.type}, log value. */
    default String label() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(java.util.Locale.ROOT);
    }

    /** How long to wait before the same is tried again, if upstream or the engine said so. */
    default Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** The upstream answer to hand on unchanged, if the app should see that. */
    default Optional<Verbatim> original() {
        return switch (this) {
            case Overloaded f -> f.verbatim();
            case Throttled f -> f.verbatim();
            case Exhausted f -> f.verbatim();
            case UnknownModel f -> f.verbatim();
            case TooLong f -> f.verbatim();
            case Refused f -> f.verbatim();
            case Rejected f -> f.verbatim();
            case Untranslatable f -> f.verbatim();
            case Unreachable f -> Optional.empty();
            case TimedOut f -> Optional.empty();
            case Unauthorized f -> Optional.empty();
            case Forbidden f -> Optional.empty();
            case Malformed f -> Optional.empty();
            case Cut f -> Optional.empty();
            case Cancelled f -> Optional.empty();
            case NoCandidate f -> Optional.empty();
            case Saturated f -> Optional.empty();
            case BodyTooLarge f -> Optional.empty();
            case Internal f -> Optional.empty();
        };
    }

    /** How a breaker counts an outcome. */
    enum Weight {
        FAILURE,
        NEUTRAL
    }
}
