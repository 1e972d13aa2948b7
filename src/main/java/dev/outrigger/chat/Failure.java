package dev.outrigger.chat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

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

    /** A clock ran out. */
    record TimedOut(Clock clock, String message) implements Failure {}

    /** Upstream, or the engine, cannot serve now (408, 409, 5xx; queue full, model loading); the wait it asks for. */
    record Overloaded(int upstreamStatus, Optional<Duration> retryAfter, String message, Optional<Verbatim> verbatim)
            implements Failure {
        /** No wait was asked for. */
        public Overloaded(int upstreamStatus, String message, Optional<Verbatim> verbatim) {
            this(upstreamStatus, Optional.empty(), message, verbatim);
        }
    }

    /** Too many requests of {@code key}; {@code retryAfter} when upstream said how long to wait. */
    record Throttled(KeyOwner key, Optional<Duration> retryAfter, String message, Optional<Verbatim> verbatim)
            implements Failure {
        /** Of the operator's key. */
        public Throttled(Optional<Duration> retryAfter, String message, Optional<Verbatim> verbatim) {
            this(KeyOwner.OPERATOR, retryAfter, message, verbatim);
        }
    }

    /** A quota that no wait cures: that of {@code key}. */
    record Exhausted(KeyOwner key, String message, Optional<Verbatim> verbatim) implements Failure {
        /** The operator's quota. */
        public Exhausted(String message, Optional<Verbatim> verbatim) {
            this(KeyOwner.OPERATOR, message, verbatim);
        }
    }

    /** Our own key is wrong. */
    record Unauthorized(String message) implements Failure {}

    /** Our own key may not use this model. */
    record Forbidden(String message) implements Failure {}

    /** Upstream does not know the model, or {@code key} may not know it. */
    record UnknownModel(KeyOwner key, String message, Optional<Verbatim> verbatim) implements Failure {
        /** Nobody may. */
        public UnknownModel(String message, Optional<Verbatim> verbatim) {
            this(KeyOwner.OPERATOR, message, verbatim);
        }
    }

    /** Upstream does not know the path: the backend's URL looks wrong. */
    record UnknownPath(String message) implements Failure {}

    /** The request is longer than the model's window. */
    record TooLong(String message, Optional<Verbatim> verbatim) implements Failure {}

    /** A content filter or safety refusal: never shopped around. */
    record Refused(String message, Optional<Verbatim> verbatim) implements Failure {}

    /** The request is at fault, and it is as the app made it. */
    record Rejected(int upstreamStatus, String message, Optional<Verbatim> verbatim) implements Failure {}

    /**
     * A model that we chose, or a request that we changed, did not go together: not the app's fault.
     *
     * @param taught whether the same model would be told something else now, without what it refused
     */
    record Untranslatable(String message, Optional<Verbatim> verbatim, boolean taught) implements Failure {
        /** One that would be the same again. */
        public Untranslatable(String message, Optional<Verbatim> verbatim) {
            this(message, verbatim, false);
        }
    }

    /**
     * An answer that is none: empty, HTML, truncated, a stream without content.
     *
     * @param broken whether it was a stream that broke or ended before any content: the next may not
     */
    record Malformed(String message, boolean broken) implements Failure {
        /** One that would be the same again. */
        public Malformed(String message) {
            this(message, false);
        }
    }

    /** The stream broke after its first byte went to the app. */
    record Cut(String message) implements Failure {}

    /** An attempt that was to go on with an answer says something else than the app has already. */
    record Diverged(String message) implements Failure {}

    /** An answer that was held back is not sure enough to be handed on; another model is asked. */
    record Unsure(String message) implements Failure {}

    /** The app left. */
    record Cancelled(String message) implements Failure {}

    /** Nobody who may be told this request is left; the message names the rule and what to do, never the data. */
    record Private(String message) implements Failure {}

    /** Nobody may answer this request; the message names the rules that left each candidate out. */
    record NoCandidate(String message) implements Failure {}

    /**
     * This process is at one of its own bounds, or shutting down. It says nothing of upstream; where the bound is that of
     * one backend or of one attempt, another candidate may have room.
     */
    record Saturated(String message) implements Failure {}

    /** A body over the bound {@code limits.bodyBytes}. */
    record BodyTooLarge(String message) implements Failure {}

    /** A fault of our own. */
    record Internal(String message) implements Failure {}

    /**
     * An upstream error answer, kept to be handed on unchanged to an app of the same dialect.
     *
     * @param dialect whose words the body is in
     * @param words upstream's own message, for an app of another dialect; may be empty. They may quote the request, so
     *     they go to its app alone
     * @param headers of upstream that the app shall see, beside the type of the content
     */
    record Verbatim(int status, String contentType, Bytes body, String dialect, Passage words, List<Header> headers) {
        public Verbatim {
            headers = List.copyOf(headers);
        }

        /** One without headers. */
        public Verbatim(int status, String contentType, Bytes body, String dialect, Passage words) {
            this(status, contentType, body, dialect, words, List.of());
        }
    }

    /** The message for the app: upstream's own where there is one. */
    default String words() {
        return original()
                .map(Verbatim::words)
                .filter(words -> !words.isEmpty())
                .map(Passage::text)
                .orElse(message());
    }

    /** The status the app sees when nothing else is tried. */
    default int status() {
        return switch (this) {
            case Overloaded f -> f.upstreamStatus();
            case Rejected f -> f.upstreamStatus();
            case TooLong _, Refused _, Untranslatable _ -> 400;
            case UnknownModel _ -> 404;
            case BodyTooLarge _ -> 413;
            case Throttled _, Exhausted _ -> 429;
            // Of no other meaning to anybody: no key is wrong, and no client or gateway tries again or elsewhere.
            case Private _ -> 451;
            case Cancelled _ -> 499;
            case Internal _ -> 500;
            case Unreachable _, Unauthorized _, Forbidden _, UnknownPath _, Malformed _, Cut _, Diverged _, Unsure _ ->
                502;
            case NoCandidate _, Saturated _ -> 503;
            case TimedOut _ -> 504;
        };
    }

    /** Whether another candidate may be tried after it. */
    default boolean mayMoveOn() {
        return switch (this) {
            case TimedOut f -> f.clock() != Clock.DEADLINE;
            case Unreachable _, Overloaded _, Throttled _, Exhausted _, Unauthorized _, Forbidden _ -> true;
            case UnknownModel _, UnknownPath _, TooLong _, Untranslatable _, Malformed _ -> true;
            case Saturated _, Internal _, Diverged _, Unsure _ -> true;
            case Refused _, Rejected _, Cut _, Cancelled _, NoCandidate _, BodyTooLarge _, Private _ -> false;
        };
    }

    /** What a breaker makes of it. */
    default Weight weight() {
        return switch (this) {
            case TimedOut f -> f.clock() == Clock.DEADLINE ? Weight.NEUTRAL : Weight.FAILURE;
            case Unreachable _, Overloaded _, Malformed _, Cut _ -> Weight.FAILURE;
            case Throttled _, Exhausted _, Unauthorized _, Forbidden _, UnknownModel _, UnknownPath _ -> Weight.NEUTRAL;
            case TooLong _, Refused _, Rejected _, Untranslatable _, Cancelled _ -> Weight.NEUTRAL;
            case NoCandidate _, Saturated _, BodyTooLarge _, Internal _, Diverged _, Private _ -> Weight.NEUTRAL;
            case Unsure _ -> Weight.NEUTRAL;
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
            case Unreachable _, TimedOut _, Unauthorized _, Forbidden _, UnknownPath _ -> Optional.empty();
            case Malformed _, Cut _, Diverged _, Cancelled _, NoCandidate _ -> Optional.empty();
            case Saturated _, BodyTooLarge _, Internal _, Private _, Unsure _ -> Optional.empty();
        };
    }

    /** The same, with what becomes of the upstream answer to hand on. */
    default Failure handingOn(UnaryOperator<Verbatim> change) {
        return switch (this) {
            case Overloaded(int status, var wait, String message, var sent) ->
                new Overloaded(status, wait, message, sent.map(change));
            case Throttled(var key, var wait, String message, var sent) ->
                new Throttled(key, wait, message, sent.map(change));
            case Exhausted(KeyOwner key, String message, var sent) -> new Exhausted(key, message, sent.map(change));
            case UnknownModel(KeyOwner key, String message, var sent) ->
                new UnknownModel(key, message, sent.map(change));
            case TooLong(String message, var sent) -> new TooLong(message, sent.map(change));
            case Refused(String message, var sent) -> new Refused(message, sent.map(change));
            case Rejected(int status, String message, var sent) -> new Rejected(status, message, sent.map(change));
            case Untranslatable(String message, var sent, boolean taught) ->
                new Untranslatable(message, sent.map(change), taught);
            case Unreachable _, TimedOut _, Unauthorized _, Forbidden _, UnknownPath _ -> this;
            case Malformed _, Cut _, Diverged _, Cancelled _, NoCandidate _ -> this;
            case Saturated _, BodyTooLarge _, Internal _, Private _, Unsure _ -> this;
        };
    }

    /** The clocks that end an attempt, each of them with its own name in the configuration. */
    enum Clock {
        /** From dialling to connected. */
        CONNECT,
        /** From a streamed request sent to its first content. */
        FIRST_TOKEN,
        /** From one event of a stream to the next, once it has begun. */
        IDLE,
        /** Over which a stream that has begun must bring as many tokens as it is asked to. */
        PACE,
        /** What an attempt may take of the deadline while another candidate is left. */
        SHARE,
        /** From the request read to its last byte: the exchange's own, and nobody's fault. */
        DEADLINE
    }

    /** How a breaker counts an outcome. */
    enum Weight {
        FAILURE,
        NEUTRAL
    }
}
